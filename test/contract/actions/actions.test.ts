import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { actions, findAction } from '../../../lambdas/actions/index.ts';
import { parseParams } from '../../../lambdas/domain/response/planning/parse-params.ts';
import type { ActionContext, ReversibleAction } from '../../../lambdas/ports/action.ts';
import type { AwsCaller } from '../../../lambdas/ports/aws-caller.ts';
import { createFaults, everyFaultPoint, type Faults } from '../../support/faults/faults.ts';
import { actionBenches, newAccount } from '../../support/servers/action-benches.ts';
import { type RestServer, startRestServer } from '../../support/servers/rest-server.ts';
import type { SimulatedAccount } from '../../support/servers/simulated-account.ts';

const now = new Date('2026-03-01T02:04:02.000Z');
const contextWith = (aws: AwsCaller): ActionContext => ({ aws, now });

it('has a bench for every registered action', () => {
  expect(Object.keys(actionBenches).sort()).toEqual(actions.map(({ kind }) => kind).sort());
});

it('does not find what is not registered', () => {
  expect(() => findAction('format-disks')).toThrow('There is no action "format-disks"');
});

describe.each(actions.map((action) => [action.kind, action] as const))('%s', (kind, action) => {
  const bench = actionBenches[kind];
  if (bench === undefined) throw new Error(`No bench for ${kind}`);
  const params = parseParams(action, bench.params);
  if (action.risk === 'irreversible') throw new Error('The suite of irreversible actions is not written yet');
  const undo: ReversibleAction['undo'] = (...all) => action.undo(...all);
  let account: SimulatedAccount;
  let server: RestServer;

  beforeEach(async () => {
    account = newAccount();
    server = await startRestServer((request) => account.answer(request));
  });
  afterEach(() => server.close());

  async function preStateOf(aws: AwsCaller): Promise<Readonly<Record<string, unknown>>> {
    const preflight = await action.preflight(contextWith(aws), params);
    if (!preflight.ok) throw new Error(preflight.reason);
    return JSON.parse(JSON.stringify(preflight.preState));
  }

  async function executed(aws: AwsCaller) {
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

  it.each(bench.wrongParams)('names the field %s when it is wrong', (field, wrong) => {
    expect(() => parseParams(action, wrong)).toThrow(expect.objectContaining({ code: 'input.invalid' }));
    expect(() => parseParams(action, wrong)).toThrow(field);
  });

  it('changes nothing in its preflight', async () => {
    const before = bench.observe(account);
    await preStateOf(server.aws);
    expect(bench.observe(account)).toEqual(before);
    expect(account.changes).toEqual([]);
  });

  it.each(Object.entries(bench.stale))('refuses when %s', async (_, change) => {
    change(account);
    const preflight = await action.preflight(contextWith(server.aws), params);
    expect(preflight).toEqual({ ok: false, reason: expect.stringMatching(/.{10,}/) });
    expect(account.changes).toEqual([]);
  });

  it('does what it says, once, however often it is repeated', async () => {
    const { preState, postState } = await executed(server.aws);
    expect(bench.observe(account)).toEqual(bench.afterExecution);
    const again = await action.execute(contextWith(server.aws), params, preState);
    expect(again).toMatchObject({ outcome: 'done', postState });
    expect(bench.observe(account)).toEqual(bench.afterExecution);
    expect(account.changes).toHaveLength(1);
  });

  it('touches nothing when somebody changed the resource after the preflight', async () => {
    const preState = await preStateOf(server.aws);
    bench.interfere(account);
    const theirs = bench.observe(account);
    expect(await action.execute(contextWith(server.aws), params, preState)).toMatchObject({
      outcome: 'stale',
    });
    expect(bench.observe(account)).toEqual(theirs);
  });

  it('restores what was before, once', async () => {
    const before = bench.observe(account);
    const { preState, postState } = await executed(server.aws);
    expect(await undo(contextWith(server.aws), params, preState, postState)).toMatchObject({
      outcome: 'undone',
    });
    expect(bench.observe(account)).toEqual(before);
    expect(await undo(contextWith(server.aws), params, preState, postState)).toMatchObject({
      outcome: 'undone',
    });
    expect(account.changes).toHaveLength(2);
  });

  it('leaves the resource alone when somebody changed it since', async () => {
    const { preState, postState } = await executed(server.aws);
    bench.interfere(account);
    const theirs = bench.observe(account);
    const undoing = await undo(contextWith(server.aws), params, preState, postState);
    expect(undoing).toMatchObject({ outcome: 'changed-since' });
    expect(bench.observe(account)).toEqual(theirs);
  });

  it('does not guess when what was done is not recorded', async () => {
    const { preState } = await executed(server.aws);
    expect(await undo(contextWith(server.aws), params, preState, {})).toMatchObject({
      outcome: 'unknown',
    });
    expect(account.changes).toHaveLength(1);
  });

  it('has at most one effect and tells the truth, whichever call goes wrong', async () => {
    const run = async (faults: Faults) => await executed(faults.wrap('aws', server.aws));
    const points = await everyFaultPoint(run);
    expect(points.length).toBeGreaterThan(3);
    for (const point of points) {
      account = newAccount();
      const preState = await preStateOf(server.aws);
      const faults = createFaults(point);
      await action.execute(contextWith(faults.wrap('aws', server.aws)), params, preState).catch(() => null);
      const rerun = await action.execute(contextWith(server.aws), params, preState);
      expect({ point, outcome: rerun.outcome }).toEqual({ point, outcome: 'done' });
      expect(bench.observe(account)).toEqual(bench.afterExecution);
      expect(account.changes).toHaveLength(1);
    }
  }, 60_000);

  it('undoes at most once, whichever call goes wrong', async () => {
    const before = bench.observe(newAccount());
    const { preState, postState } = await executed(server.aws);
    const points = await everyFaultPoint((faults) =>
      undo(contextWith(faults.wrap('aws', server.aws)), params, preState, postState),
    );
    for (const point of points) {
      account = newAccount();
      const fresh = await executed(server.aws);
      const faults = createFaults(point);
      await undo(contextWith(faults.wrap('aws', server.aws)), params, fresh.preState, fresh.postState).catch(
        () => null,
      );
      const rerun = await undo(contextWith(server.aws), params, fresh.preState, fresh.postState);
      expect({ point, outcome: rerun.outcome }).toEqual({ point, outcome: 'undone' });
      expect(bench.observe(account)).toEqual(before);
      expect(account.changes).toHaveLength(2);
    }
  }, 60_000);
});
