import { afterEach, describe, expect, it } from '@jest/globals';
import type { CompiledPolicy } from '../../lambdas/domain/policy/policy.ts';
import type { InProcessRequest } from '../../local/world/in-process-aws.ts';
import type { Scenario } from '../../local/world/scenario/scenario.ts';
import { appConfig } from '../../local/world/services/appconfig/appconfig.ts';
import { findFlag, findVersion } from '../../local/world/services/appconfig/appconfig-state.ts';
import { effectiveDeployment } from '../../local/world/services/appconfig/deployment-progress.ts';
import { lambda } from '../../local/world/services/lambda/lambda.ts';
import {
  type IncidentWorld,
  type IncidentWorldOptions,
  incidentWorld,
} from '../support/worlds/incident-world.ts';
import { noMetrics } from '../support/worlds/spoiled-metrics.ts';

let world: IncidentWorld | null = null;
afterEach(() => {
  world?.stop();
  world = null;
});

/** The flag is switched off first, then the deployment that is to blame is rolled back. */
function flagFirst(shipped: CompiledPolicy): CompiledPolicy {
  return {
    ...shipped,
    runbooks: shipped.runbooks.map((runbook) =>
      runbook.id === 'bad-deploy'
        ? {
            ...runbook,
            steps: [
              {
                action: 'switch-off-appconfig-flag',
                target: { kind: 'appconfig-flag', name: 'new-pricing' },
                reason: 'Errors come from where the new prices are used.',
                expectation: {},
                guardMetrics: [{ metric: 'errorRate', factor: 1.5 }],
                place: 'runbooks/bad-deploy.yaml:7',
              },
              ...runbook.steps,
            ],
          }
        : runbook,
    ),
  };
}

const failing = { service: 'checkout', delaySeconds: 0, rampSeconds: 0, linesPerMinute: 0, chance: 1 };
/** A deployment of which half of the requests fail, and nearly all as soon as the flag is off, which was on since yesterday. */
function needsTheFlag(shipped: Scenario): Scenario {
  return {
    ...shipped,
    story: shipped.story.map((event) => (event.flag === undefined ? event : { ...event, id: 'priced' })),
    effects: [
      ...shipped.effects,
      { ...failing, afterUndoing: 'priced', errorPercent: 80, error: 'PricingError: no price for {n}' },
    ],
  };
}

/** Something outside fails the requests from the minute of the deployment on, and nothing here helps. */
function nothingHelps(shipped: Scenario): Scenario {
  return {
    ...shipped,
    story: [
      ...shipped.story,
      { id: 'outside', afterSeconds: 5, chance: 1, condition: { summary: 'It fails.' } },
    ],
    effects: shipped.effects.map((effect) => ({ ...effect, while: 'outside' })),
  };
}

const play = async (options: IncidentWorldOptions): Promise<IncidentWorld> => {
  world = await incidentWorld({ policy: flagFirst, ...options });
  await world.passUntil(['awaiting-approval']);
  return world;
};

/** What every alias points at, and what every client gets of a configuration. */
function setUp({ account, clock }: IncidentWorld) {
  const { profiles, environments } = account.stateOf(appConfig);
  return {
    aliases: account
      .stateOf(lambda)
      .functions.map(({ name, aliases }) => [
        name,
        aliases.map(({ version, weights }) => [version, weights]),
      ]),
    configurations: profiles.map((profile) => {
      const environment = environments.find(({ application }) => application === profile.application);
      const deployed = environment && effectiveDeployment(environment, profile.id, clock.now().getTime());
      return [profile.id, deployed && findVersion(profile, deployed.version)?.content];
    }),
  };
}

const isFlagOn = ({ account, clock }: IncidentWorld) => {
  expect(findFlag(account.stateOf(appConfig), 'new-pricing')).toBeDefined();
  return account.flagShareAt('new-pricing', clock.now().getTime()) === 1;
};

/** What put something back: calls that change the account, by service, each row of them once. */
function changing(calls: readonly InProcessRequest[]): readonly string[] {
  const services = calls
    .filter(({ service, method }) => ['lambda', 'appconfig'].includes(service) && method !== 'GET')
    .map(({ service }) => service);
  return services.filter((service, index) => service !== services[index - 1]);
}

describe('a step that makes it worse', () => {
  it('is taken back, and the next one ends the incident', async () => {
    const incident = await play({ world: needsTheFlag });
    await incident.decide('approve');
    await incident.passUntil(['awaiting-approval'], 20);
    expect((await incident.record()).steps[0]).toMatchObject({
      verification: { verdict: { state: 'worse' } },
      undo: { outcome: 'undone' },
    });
    expect(isFlagOn(incident)).toBe(true);
    expect(incident.alias()).toBe('57');

    await incident.decide('approve');
    await incident.passUntil(['closed'], 30);
    expect(await incident.incident()).toMatchObject({ status: 'closed', outcome: 'recovered' });
    expect(incident.alias()).toBe('56');
    expect(isFlagOn(incident)).toBe(true);
    expect(await incident.executionStatus()).toBe('SUCCEEDED');
    expect(incident.problems()).toEqual([]);
  }, 240_000);
});

describe('when nothing helps', () => {
  it('each step is taken back when it fails, and people get the world as it was', async () => {
    const incident = await play({ world: nothingHelps });
    const before = setUp(incident);
    await incident.decide('approve');
    await incident.passUntil(['awaiting-approval'], 20);
    expect(setUp(incident)).toEqual(before);
    await incident.decide('approve');
    expect(setUp(incident)).not.toEqual(before);
    await incident.passUntil(['handed-over'], 30);
    expect(setUp(incident)).toEqual(before);
    expect((await incident.record()).steps).toEqual(
      [0, 1].map((index) =>
        expect.objectContaining({
          index,
          verification: expect.objectContaining({ verdict: expect.objectContaining({ state: 'no-better' }) }),
          undo: expect.objectContaining({ outcome: 'undone' }),
        }),
      ),
    );
    await expectEnded(incident);
  }, 240_000);

  it('what stayed, since metrics were missing, is put back newest first once no step is left', async () => {
    let isSilent = false;
    const incident = await play({
      world: nothingHelps,
      intercept: (call) => (isSilent ? noMetrics(call) : null),
    });
    const before = setUp(incident);
    for (const step of [0, 1]) {
      await incident.decide('approve');
      isSilent = true;
      await incident.passUntil(['handed-over'], 40);
      expect((await incident.record()).steps[step]?.verification?.verdict.state).toBe('inconclusive');
      isSilent = false;
      await incident.pass(3);
      expect(setUp(incident)).not.toEqual(before);
      await incident.command({ command: 'resume', by: 'ana' });
      if (step === 0) await incident.passUntil(['awaiting-approval'], 5);
    }
    const calls = incident.calls().length;
    await incident.passUntil(['handed-over'], 40);
    expect(setUp(incident)).toEqual(before);
    const { steps } = await incident.record();
    expect(steps.map(({ undo }) => undo?.outcome)).toEqual(['undone', 'undone']);
    expect(changing(incident.calls().slice(calls))).toEqual(['lambda', 'appconfig']);
    await expectEnded(incident);
  }, 240_000);
});

async function expectEnded(incident: IncidentWorld): Promise<void> {
  expect(incident.notifications().some(({ kind }) => kind === 'handed-over')).toBe(true);
  await incident.command('resolve');
  await incident.pass(1);
  expect(await incident.incident()).toMatchObject({ status: 'closed', closedBy: 'person:ana' });
  expect(await incident.executionStatus()).toBe('SUCCEEDED');
  expect(incident.problems()).toEqual([]);
}
