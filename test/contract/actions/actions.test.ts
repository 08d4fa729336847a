import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { findAction } from '../../../lambdas/actions/index.ts';
import { parseParams } from '../../../lambdas/domain/response/planning/parse-params.ts';
import { logCalls } from '../../../lambdas/use-cases/actions/log-calls.ts';
import { secretOfAccount } from '../../../local/world/services/secrets-manager/secret-value.ts';
import { createFaults, everyFaultPoint, type Faults } from '../../support/faults/faults.ts';
import { startTrial, type Trial, triedActions } from './tried-actions.ts';

it('does not find what is not registered', () => {
  expect(() => findAction('format-disks')).toThrow('There is no action "format-disks"');
});

/** Writes for which IAM knows no resource; docs/actions.md lists them. */
const writesEverywhere = ['codedeploy:StopDeployment'];

describe.each(triedActions)('%s', (_, action, bench) => {
  const target = {
    kind: action.target.kind,
    key: action.target.key(bench.target),
    id: bench.target,
  };
  let trial: Trial;
  beforeEach(async () => {
    trial = await startTrial(action, bench);
  });
  afterEach(() => trial.world.stop());
  const changesMade = bench.worksLater === true ? 0 : 1;

  it('says what it does, what it promises and how it is undone, or why it cannot be', () => {
    const { params } = trial;
    expect(action.summary(params)).toMatch(/^[A-Z].{20,}/);
    expect(action.undoSummary?.(params) ?? action.irreversibleBecause).toMatch(/^[A-Z].{20,}/);
    expect(action.backport(params)).toMatch(/^[A-Z].{20,}/);
    expect(action.howToRestore(params, 'checkout')).toMatch(/^[A-Z].{20,}/);
    expect(action.expects.withinSeconds).toBeGreaterThan(action.expects.settleSeconds);
    expect(action.guardMetrics.length).toBeGreaterThan(0);
  });

  it('plans its parameters for what policy names, and they fit its target', () => {
    const { change, evidence } = bench;
    expect(action.plan({ target, change, evidence })).toEqual({ ok: true, params: bench.params });
    expect(bench.params).toMatchObject(bench.target);
    if (change !== null) expect(action.reverts).toContain(change.kind);
  });

  it.each(Object.entries(bench.unplannable))('plans nothing when %s', (why, differing) => {
    const { change, evidence } = { ...bench, ...differing };
    const planned = action.plan({ target, change, evidence });
    expect({ why, planned }).toEqual({
      why,
      planned: { ok: false, reason: expect.stringMatching(/.{10,}/) },
    });
  });

  it('names the actions of its role one by one, and reaches only what policy names', () => {
    const statements = action.iam([target]);
    expect(statements.length).toBeGreaterThan(0);
    for (const { actions: allowed, resources, conditions, everywhere } of statements) {
      for (const name of allowed) expect(name).toMatch(/^[a-z0-9-]+:[A-Za-z]+$/);
      for (const resource of resources) {
        if (everywhere !== undefined) {
          const writes = allowed.filter((name) => !/:(Get|List|Describe)/.test(name));
          expect(writes.filter((name) => !writesEverywhere.includes(name))).toEqual([]);
          continue;
        }
        // Policy may give an ARN itself.
        if (Object.values(bench.target).includes(resource)) continue;
        expect(resource).toMatch(/^arn:\{partition\}:[a-z0-9-]+:(\{region\})?:(\{account\})?:\S+$/);
        const isOfTarget = Object.values(action.target.arns(bench.target)).some((arn) =>
          resource.startsWith(arn),
        );
        expect({
          resource,
          isOfTarget: isOfTarget || !resource.includes('*') || conditions !== undefined,
        }).toEqual({ resource, isOfTarget: true });
      }
    }
    expect(action.iam([])).toEqual([]);
  });

  it('has permission for the calls that it makes, and for no others', async () => {
    const { world } = trial;
    const { preState, postState } = await trial.executed();
    await trial.undoReadiness(preState);
    await trial.observe(preState, postState);
    await trial.pass(Math.max(15, bench.settlesAfterMinutes), preState);
    if (action.risk === 'reversible') await trial.undo(preState, postState);
    const ofAws = world.calls.filter(({ host }) => host === undefined);
    const made = ofAws.map(({ operation }) => permissionFor(operation));
    const allowed = action.iam([target]).flatMap((statement) => statement.actions);
    expect([...new Set([...made, ...Object.keys(bench.otherPermissions)])].toSorted()).toEqual(
      [...new Set(allowed)].toSorted(),
    );
  });

  it('has settled when that is to be seen, and says how far it is before', async () => {
    const { world } = trial;
    const { preState, postState } = await trial.executed();
    if (bench.settlesAfterMinutes > 0) {
      expect(await trial.observe(preState, postState)).toMatchObject({
        settled: false,
        text: expect.stringMatching(/.{10,}/),
      });
    }
    await trial.pass(bench.settlesAfterMinutes, preState);
    expect((await trial.observe(preState, postState))?.settled ?? true).toBe(true);
    if (bench.worksLater === undefined) expect(world.changes()).toHaveLength(1);
  });

  it.each(bench.wrongParams)('names the field %s when it is wrong', (field, wrong) => {
    expect(() => parseParams(action, wrong)).toThrow(expect.objectContaining({ code: 'input.invalid' }));
    expect(() => parseParams(action, wrong)).toThrow(field);
  });

  it('changes nothing in its preflight', async () => {
    const { world } = trial;
    const before = bench.look(world.account);
    await trial.preState();
    expect(bench.look(world.account)).toEqual(before);
    expect(world.changes()).toEqual([]);
  });

  it.each(Object.entries(bench.stale))('refuses when %s', async (_, change) => {
    change(trial.world.account);
    expect(await trial.preflight()).toEqual({ ok: false, reason: expect.stringMatching(/.{10,}/) });
    expect(trial.world.changes()).toEqual([]);
  });

  it('does what it says, once, however often it is repeated', async () => {
    const { world } = trial;
    const { preState, postState } = await trial.executed();
    expect(bench.look(world.account)).toEqual(bench.afterExecution);
    expect(await trial.execute(preState)).toMatchObject({ outcome: 'done', postState });
    expect(bench.look(world.account)).toEqual(bench.afterExecution);
    expect(world.changes()).toHaveLength(changesMade);
  });

  it('leaves each call that changes something in the command log, as a person would type it', async () => {
    const { world } = trial;
    const log = logCalls(world, { now: () => bench.now });
    await trial.executed(log.clients);
    const commands = (log.asRecorded().calls ?? []).map(({ command }) => command);
    for (const command of commands) {
      expect(command).toMatch(/^(aws [a-z0-9-]+ [a-z0-9-]+ --|curl --request (POST|PATCH) )/);
    }
    const changing = world.calls.filter(({ operation }) => world.changes().includes(operation));
    for (const { operation, host, path } of changing) {
      const name = operation.replace('InvokeFunction', 'Invoke').split(':')[1]?.toLowerCase();
      const isLogged = (command: string) =>
        host === undefined
          ? command.split(' ')[2]?.replaceAll('-', '') === name
          : command.endsWith(`https://${host}${path}`);
      expect({ operation, isLogged: commands.some(isLogged) }).toEqual({ operation, isLogged: true });
    }
    expect(JSON.stringify(commands)).not.toContain(secretOfAccount);
  });

  it('touches nothing when somebody changed the resource after the preflight', async () => {
    const { world } = trial;
    const preState = await trial.preState();
    bench.interfere(world.account);
    const theirs = bench.look(world.account);
    expect(await trial.execute(preState)).toMatchObject({ outcome: 'stale' });
    expect(bench.look(world.account)).toEqual(theirs);
  });

  it('has at most one effect and tells the truth, whichever call goes wrong', async () => {
    const { world } = trial;
    const run = async (faults: Faults) => await trial.executed(trial.faulty(faults));
    const points = await everyFaultPoint(run);
    expect(points.length).toBeGreaterThan(3);
    for (const point of points) {
      world.renew();
      const preState = await trial.preState();
      await trial.execute(preState, trial.faulty(createFaults(point))).catch(() => null);
      const rerun = await trial.execute(preState);
      expect({ point, outcome: rerun.outcome }).toEqual({ point, outcome: 'done' });
      expect(bench.look(world.account)).toEqual(bench.afterExecution);
      expect(world.changes()).toHaveLength(changesMade);
    }
  }, 60_000);

  it.each(['refused', 'lost', 'throttled', 'failing'] as const)(
    'has one effect and says so when a request that changes something is %s on the way',
    async (fault) => {
      const { world } = trial;
      if (bench.worksLater === true) return;
      await trial.executed();
      const [operation] = world.changes();
      if (operation === undefined) throw new Error('nothing was changed');
      world.renew();
      const preState = await trial.preState();
      world.inject({ operation, fault });
      expect((await trial.execute(preState)).outcome).toBe('done');
      expect(bench.look(world.account)).toEqual(bench.afterExecution);
      expect(world.changes()).toEqual([operation]);
    },
  );
});

/** What IAM calls an operation: CloudWatch's requests are signed for `monitoring`; API Gateway's are methods of HTTP. */
function permissionFor(operation: string): string {
  return operation
    .replace(/^monitoring:/, 'cloudwatch:')
    .replace(/^apigateway:Get\w+/, 'apigateway:GET')
    .replace(/^apigateway:Update\w+/, 'apigateway:PATCH');
}
