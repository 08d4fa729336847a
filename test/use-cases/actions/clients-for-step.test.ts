import { beforeAll, describe, expect, it } from '@jest/globals';
import { loadPolicy } from '../../../lambdas/adapters/policy/load-policy.ts';
import type { CompiledPolicy } from '../../../lambdas/domain/policy/policy.ts';
import type { Location } from '../../../lambdas/domain/records/resource.ts';
import { startRehearsal } from '../../../local/rehearsal/rehearsal.ts';
import { loadScenario } from '../../../local/world/scenario/scenario.ts';
import { lambda } from '../../../local/world/services/lambda/lambda.ts';
import { findAlias } from '../../../local/world/services/lambda/lambda-state.ts';

const scenario = loadScenario('bad-deploy-in-another-account');
const account = '444455556666';

/** The policy of the scenario, whose location is otherwise than it says. */
function relocated(policy: CompiledPolicy, changes: Partial<Location>): CompiledPolicy {
  return {
    ...policy,
    services: policy.services.map((service) => {
      if (service.location === undefined) return service;
      const location = { ...service.location, ...changes };
      return {
        ...service,
        location,
        resources: service.resources.map((resource) => ({ ...resource, location })),
      };
    }),
  };
}

describe('the logged calls of a step', () => {
  const ran = async (name: string) => {
    const played = loadScenario(name);
    const policy = await loadPolicy(played.policy ?? 'policy');
    const world = await startRehearsal({ policy, scenario: played, startAt: Date.UTC(2026, 10, 23, 2) });
    for (let minute = 0; minute < 20; minute += 1) {
      await world.pass(1);
      if (world.notifications().some(({ code }) => code !== null)) break;
    }
    await world.decide('approve', 'ana');
    await world.pass(2);
    const { incident, steps } = await world.record();
    world.stop();
    const service = policy.services.find(({ id }) => id === incident.service);
    return {
      region: service?.region,
      commands: steps[0]?.result?.calls?.map(({ command }) => command) ?? [],
    };
  };

  it.each(['bad-deploy', 'impaired-zone'])('name the Region of the resource: %s', async (name) => {
    const { region, commands } = await ran(name);
    expect(commands.length).toBeGreaterThan(0);
    for (const command of commands) expect(command).toMatch(new RegExp(` --region ${region}$`));
  });
});

describe('an incident in another account', () => {
  let policy: CompiledPolicy;
  beforeAll(async () => {
    policy = await loadPolicy(scenario.policy ?? 'policy');
  });

  const play = async (changes: Partial<Location> = {}) => {
    const startAt = Date.UTC(2026, 10, 23, 2, 0, 0);
    const world = await startRehearsal({ policy: relocated(policy, changes), scenario, startAt });
    const version = () => findAlias(world.account.stateOf(lambda), 'refunds', 'live')?.version;
    const assumed = () =>
      world
        .calls()
        .filter(({ service }) => service === 'sts')
        .map(({ body }) => new URLSearchParams(Buffer.from(body).toString('utf8')));
    await world.pass(6);
    return { ...world, version, assumed };
  };

  it('is read there, and its step acts there as a session of its name', async () => {
    const world = await play();
    const [step] = (await world.incident()).assessment?.plan.steps ?? [];
    expect(step).toMatchObject({
      action: 'roll-back-lambda-alias',
      resource: `lambda-alias:refunds:live@${account}/eu-central-1`,
      summary: expect.stringContaining(`in bookkeeping (account ${account}, eu-central-1)`),
    });
    await world.decide('approve', 'ana');
    await world.pass(12);
    expect(world.version()).toBe('31');
    const { incident, steps } = await world.record();
    expect(incident.status).toBe('closed');
    expect(world.assumed().map((call) => call.get('RoleSessionName'))).toContain(`${incident.id}-0`);
    expect(world.assumed().every((call) => call.get('RoleArn')?.includes(account) === true)).toBe(true);
    const [sent] = steps[0]?.result?.calls ?? [];
    expect(sent).toMatchObject({ fault: null });
    expect(sent?.command).toMatch(/ --region eu-central-1 --profile bookkeeping$/);
    world.stop();
  });

  it.each([
    ['the external id is another one', { externalId: 'not-the-one' }],
    ['the account is another one', { account: '777788889999' }],
    ['the Region is another one', { region: 'eu-west-3' }],
    ['no role is taken', { account: undefined, externalId: undefined }],
  ])('is neither read nor touched when %s', async (_, changes: Partial<Location>) => {
    const world = await play(changes);
    const { evidence, incident } = await world.record();
    expect(evidence).toEqual([]);
    expect(incident.assessment).toMatchObject({ disposition: 'hand-over', plan: { steps: [] } });
    expect(world.version()).toBe('32');
    world.stop();
  });
});
