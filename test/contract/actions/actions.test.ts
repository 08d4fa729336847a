import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { actions, findAction } from '../../../lambdas/actions/index.ts';
import { parseParams } from '../../../lambdas/domain/response/planning/parse-params.ts';
import type { ActionContext, ReversibleAction } from '../../../lambdas/ports/action.ts';
import type { AwsClients } from '../../../lambdas/ports/aws-clients.ts';
import { logCalls } from '../../../lambdas/use-cases/actions/log-calls.ts';
import type { ActionBench } from '../../actions/action-bench.ts';
import { createFaults, everyFaultPoint, type Faults } from '../../support/faults/faults.ts';
import { faultyAws } from '../../support/faults/faulty-aws.ts';
import { startTestAccount, type TestAccount } from '../../support/servers/test-account.ts';

/** A new action is tried as soon as it is registered: its bench stands with its own tests. */
const tried = await Promise.all(
  actions.map(async (action) => {
    const file: { readonly bench: ActionBench } = await import(`../../actions/${action.kind}/bench.ts`);
    return [action.kind, action, file.bench] as const;
  }),
);

it('does not find what is not registered', () => {
  expect(() => findAction('format-disks')).toThrow('There is no action "format-disks"');
});

describe.each(tried)('%s', (_, action, bench) => {
  const contextWith = (aws: AwsClients): ActionContext => ({ aws, now: bench.now });
  const target = {
    kind: action.target.kind,
    key: action.target.key(bench.target),
    id: bench.target,
  };
  const params = parseParams(action, bench.params);
  if (action.risk === 'irreversible') throw new Error('The suite of irreversible actions is not written yet');
  const undo: ReversibleAction['undo'] = (...all) => action.undo(...all);
  let world: TestAccount;

  beforeEach(async () => {
    world = await startTestAccount({
      scenario: bench.scenario,
      nowMs: bench.now.getTime(),
      ...(bench.seed === undefined ? {} : { seed: bench.seed }),
    });
  });
  afterEach(() => world.stop());

  async function preStateOf(aws: AwsClients): Promise<Readonly<Record<string, unknown>>> {
    const preflight = await action.preflight(contextWith(aws), params);
    if (!preflight.ok) throw new Error(preflight.reason);
    return JSON.parse(JSON.stringify(preflight.preState));
  }

  async function executed(aws: AwsClients) {
    const preState = await preStateOf(aws);
    const execution = await action.execute(contextWith(aws), params, preState);
    if (execution.outcome !== 'done') throw new Error(execution.text);
    return { preState, postState: execution.postState };
  }

  it('says what it does, what it promises and how it is undone', () => {
    expect(action.summary(params)).toMatch(/^[A-Z].{20,}/);
    expect(action.undoSummary?.(params) ?? action.irreversibleBecause).toMatch(/^[A-Z].{20,}/);
    expect(action.backport(params)).toMatch(/^[A-Z].{20,}/);
    expect(action.howToRestore(params)).toMatch(/^[A-Z].{20,}/);
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
      for (const name of allowed) expect(name).toMatch(/^[a-z-]+:[A-Za-z]+$/);
      for (const resource of resources) {
        if (everywhere !== undefined) {
          expect(allowed.join()).toMatch(/^([a-z-]+:(Get|List|Describe)\w+,?)+$/);
          continue;
        }
        expect(resource).toMatch(/^arn:\{partition\}:[a-z-]+:\{region\}:\{account\}:\S+$/);
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
    const { preState, postState } = await executed(world.aws);
    await action.undoReadiness?.(contextWith(world.aws), params, preState);
    await action.observe?.(contextWith(world.aws), params, preState, postState);
    world.pass(15);
    await undo(contextWith(world.aws), params, preState, postState);
    const made = world.calls.map(({ operation }) => operation);
    const allowed = action.iam([target]).flatMap((statement) => statement.actions);
    expect([...new Set([...made, ...Object.keys(bench.otherPermissions)])].toSorted()).toEqual(
      [...new Set(allowed)].toSorted(),
    );
  });

  it('has settled when that is to be seen, and says how far it is before', async () => {
    const { preState, postState } = await executed(world.aws);
    const look = async () => await action.observe?.(contextWith(world.aws), params, preState, postState);
    if (bench.settlesAfterMinutes > 0) {
      expect(await look()).toMatchObject({ settled: false, text: expect.stringMatching(/.{10,}/) });
    }
    world.pass(bench.settlesAfterMinutes);
    expect((await look())?.settled ?? true).toBe(true);
    expect(world.changes()).toHaveLength(1);
  });

  it.each(bench.wrongParams)('names the field %s when it is wrong', (field, wrong) => {
    expect(() => parseParams(action, wrong)).toThrow(expect.objectContaining({ code: 'input.invalid' }));
    expect(() => parseParams(action, wrong)).toThrow(field);
  });

  it('changes nothing in its preflight', async () => {
    const before = bench.look(world.account);
    await preStateOf(world.aws);
    expect(bench.look(world.account)).toEqual(before);
    expect(world.changes()).toEqual([]);
  });

  it.each(Object.entries(bench.stale))('refuses when %s', async (_, change) => {
    change(world.account);
    const preflight = await action.preflight(contextWith(world.aws), params);
    expect(preflight).toEqual({ ok: false, reason: expect.stringMatching(/.{10,}/) });
    expect(world.changes()).toEqual([]);
  });

  it('does what it says, once, however often it is repeated', async () => {
    const { preState, postState } = await executed(world.aws);
    expect(bench.look(world.account)).toEqual(bench.afterExecution);
    const again = await action.execute(contextWith(world.aws), params, preState);
    expect(again).toMatchObject({ outcome: 'done', postState });
    expect(bench.look(world.account)).toEqual(bench.afterExecution);
    expect(world.changes()).toHaveLength(1);
  });

  it('leaves each call that changes something in the command log, as a person would type it', async () => {
    const log = logCalls(world.aws, { now: () => bench.now });
    const { preState, postState } = await executed(log.aws);
    await undo(contextWith(log.aws), params, preState, postState);
    const logged = (log.asRecorded().calls ?? []).map(({ command }) =>
      command.split(' ')[2]?.replaceAll('-', ''),
    );
    const changed = world.changes().map((name) => name.split(':')[1]?.toLowerCase());
    expect(logged).toEqual(expect.arrayContaining(changed));
    for (const { command } of log.asRecorded().calls ?? [])
      expect(command).toMatch(/^aws [a-z0-9-]+ [a-z0-9-]+ --/);
  });

  it('touches nothing when somebody changed the resource after the preflight', async () => {
    const preState = await preStateOf(world.aws);
    bench.interfere(world.account);
    const theirs = bench.look(world.account);
    expect(await action.execute(contextWith(world.aws), params, preState)).toMatchObject({
      outcome: 'stale',
    });
    expect(bench.look(world.account)).toEqual(theirs);
  });

  it.each([
    ['at once', 0],
    ['a quarter of an hour later', 15],
  ])('restores what was before, once, %s', async (_, minutes) => {
    const before = bench.look(world.account);
    const { preState, postState } = await executed(world.aws);
    world.pass(minutes);
    expect(await undo(contextWith(world.aws), params, preState, postState)).toMatchObject({
      outcome: 'undone',
    });
    expect(bench.look(world.account)).toEqual(before);
    expect(await undo(contextWith(world.aws), params, preState, postState)).toMatchObject({
      outcome: 'undone',
    });
    expect(world.changes()).toHaveLength(2);
  });

  it('leaves the resource alone when somebody changed it since', async () => {
    const { preState, postState } = await executed(world.aws);
    bench.interfere(world.account);
    const theirs = bench.look(world.account);
    const undoing = await undo(contextWith(world.aws), params, preState, postState);
    expect(undoing).toMatchObject({ outcome: 'changed-since' });
    expect(bench.look(world.account)).toEqual(theirs);
  });

  it('does not guess when what was done is not recorded', async () => {
    const { preState } = await executed(world.aws);
    expect(await undo(contextWith(world.aws), params, preState, {})).toMatchObject({
      outcome: 'unknown',
    });
    expect(world.changes()).toHaveLength(1);
  });

  it('has at most one effect and tells the truth, whichever call goes wrong', async () => {
    const run = async (faults: Faults) => await executed(faultyAws(faults, world.aws));
    const points = await everyFaultPoint(run);
    expect(points.length).toBeGreaterThan(3);
    for (const point of points) {
      world.renew();
      const preState = await preStateOf(world.aws);
      const faults = createFaults(point);
      await action.execute(contextWith(faultyAws(faults, world.aws)), params, preState).catch(() => null);
      const rerun = await action.execute(contextWith(world.aws), params, preState);
      expect({ point, outcome: rerun.outcome }).toEqual({ point, outcome: 'done' });
      expect(bench.look(world.account)).toEqual(bench.afterExecution);
      expect(world.changes()).toHaveLength(1);
    }
  }, 60_000);

  it.each(['refused', 'lost', 'throttled', 'failing'] as const)(
    'has one effect and says so when a request that changes something is %s on the way',
    async (fault) => {
      await executed(world.aws);
      const [operation] = world.changes();
      if (operation === undefined) throw new Error('nothing was changed');
      world.renew();
      const preState = await preStateOf(world.aws);
      world.inject({ operation, fault });
      expect((await action.execute(contextWith(world.aws), params, preState)).outcome).toBe('done');
      expect(bench.look(world.account)).toEqual(bench.afterExecution);
      expect(world.changes()).toEqual([operation]);
    },
  );

  it('undoes at most once, whichever call goes wrong', async () => {
    const before = bench.look(world.account);
    const { preState, postState } = await executed(world.aws);
    const points = await everyFaultPoint((faults) =>
      undo(contextWith(faultyAws(faults, world.aws)), params, preState, postState),
    );
    for (const point of points) {
      world.renew();
      const fresh = await executed(world.aws);
      const faults = createFaults(point);
      await undo(contextWith(faultyAws(faults, world.aws)), params, fresh.preState, fresh.postState).catch(
        () => null,
      );
      const rerun = await undo(contextWith(world.aws), params, fresh.preState, fresh.postState);
      expect({ point, outcome: rerun.outcome }).toEqual({ point, outcome: 'undone' });
      expect(bench.look(world.account)).toEqual(before);
      expect(world.changes()).toHaveLength(2);
    }
  }, 60_000);
});
