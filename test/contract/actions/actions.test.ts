import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { actions, findAction } from '../../../lambdas/actions/index.ts';
import { parseParams } from '../../../lambdas/domain/response/planning/parse-params.ts';
import type { ActionContext, ReversibleAction } from '../../../lambdas/ports/action.ts';
import type { AwsClients } from '../../../lambdas/ports/aws-clients.ts';
import { createFaults, everyFaultPoint, type Faults } from '../../support/faults/faults.ts';
import { faultyAws } from '../../support/faults/faulty-aws.ts';
import { startTestAccount, type TestAccount } from '../../support/servers/test-account.ts';
import { actionBenches } from '../../support/worlds/action-benches.ts';
import { seedShop, shopNow, shopScenario } from '../../support/worlds/shop-account.ts';

const contextWith = (aws: AwsClients): ActionContext => ({ aws, now: shopNow });

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
  let shop: TestAccount;

  beforeEach(async () => {
    shop = await startTestAccount({ scenario: shopScenario, nowMs: shopNow.getTime(), seed: seedShop });
  });
  afterEach(() => shop.stop());

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

  it.each(bench.wrongParams)('names the field %s when it is wrong', (field, wrong) => {
    expect(() => parseParams(action, wrong)).toThrow(expect.objectContaining({ code: 'input.invalid' }));
    expect(() => parseParams(action, wrong)).toThrow(field);
  });

  it('changes nothing in its preflight', async () => {
    const before = bench.observe(shop.account);
    await preStateOf(shop.aws);
    expect(bench.observe(shop.account)).toEqual(before);
    expect(shop.changes()).toEqual([]);
  });

  it.each(Object.entries(bench.stale))('refuses when %s', async (_, change) => {
    change(shop.account);
    const preflight = await action.preflight(contextWith(shop.aws), params);
    expect(preflight).toEqual({ ok: false, reason: expect.stringMatching(/.{10,}/) });
    expect(shop.changes()).toEqual([]);
  });

  it('does what it says, once, however often it is repeated', async () => {
    const { preState, postState } = await executed(shop.aws);
    expect(bench.observe(shop.account)).toEqual(bench.afterExecution);
    const again = await action.execute(contextWith(shop.aws), params, preState);
    expect(again).toMatchObject({ outcome: 'done', postState });
    expect(bench.observe(shop.account)).toEqual(bench.afterExecution);
    expect(shop.changes()).toHaveLength(1);
  });

  it('touches nothing when somebody changed the resource after the preflight', async () => {
    const preState = await preStateOf(shop.aws);
    bench.interfere(shop.account);
    const theirs = bench.observe(shop.account);
    expect(await action.execute(contextWith(shop.aws), params, preState)).toMatchObject({
      outcome: 'stale',
    });
    expect(bench.observe(shop.account)).toEqual(theirs);
  });

  it.each([
    ['at once', 0],
    ['a quarter of an hour later', 15],
  ])('restores what was before, once, %s', async (_, minutes) => {
    const before = bench.observe(shop.account);
    const { preState, postState } = await executed(shop.aws);
    shop.pass(minutes);
    expect(await undo(contextWith(shop.aws), params, preState, postState)).toMatchObject({
      outcome: 'undone',
    });
    expect(bench.observe(shop.account)).toEqual(before);
    expect(await undo(contextWith(shop.aws), params, preState, postState)).toMatchObject({
      outcome: 'undone',
    });
    expect(shop.changes()).toHaveLength(2);
  });

  it('leaves the resource alone when somebody changed it since', async () => {
    const { preState, postState } = await executed(shop.aws);
    bench.interfere(shop.account);
    const theirs = bench.observe(shop.account);
    const undoing = await undo(contextWith(shop.aws), params, preState, postState);
    expect(undoing).toMatchObject({ outcome: 'changed-since' });
    expect(bench.observe(shop.account)).toEqual(theirs);
  });

  it('does not guess when what was done is not recorded', async () => {
    const { preState } = await executed(shop.aws);
    expect(await undo(contextWith(shop.aws), params, preState, {})).toMatchObject({
      outcome: 'unknown',
    });
    expect(shop.changes()).toHaveLength(1);
  });

  it('has at most one effect and tells the truth, whichever call goes wrong', async () => {
    const run = async (faults: Faults) => await executed(faultyAws(faults, shop.aws));
    const points = await everyFaultPoint(run);
    expect(points.length).toBeGreaterThan(3);
    for (const point of points) {
      shop.renew();
      const preState = await preStateOf(shop.aws);
      const faults = createFaults(point);
      await action.execute(contextWith(faultyAws(faults, shop.aws)), params, preState).catch(() => null);
      const rerun = await action.execute(contextWith(shop.aws), params, preState);
      expect({ point, outcome: rerun.outcome }).toEqual({ point, outcome: 'done' });
      expect(bench.observe(shop.account)).toEqual(bench.afterExecution);
      expect(shop.changes()).toHaveLength(1);
    }
  }, 60_000);

  it.each(['refused', 'lost', 'throttled', 'failing'] as const)(
    'has one effect and says so when a request that changes something is %s on the way',
    async (fault) => {
      await executed(shop.aws);
      const [operation] = shop.changes();
      if (operation === undefined) throw new Error('nothing was changed');
      shop.renew();
      const preState = await preStateOf(shop.aws);
      shop.inject({ operation, fault });
      expect((await action.execute(contextWith(shop.aws), params, preState)).outcome).toBe('done');
      expect(bench.observe(shop.account)).toEqual(bench.afterExecution);
      expect(shop.changes()).toEqual([operation]);
    },
  );

  it('undoes at most once, whichever call goes wrong', async () => {
    const before = bench.observe(shop.account);
    const { preState, postState } = await executed(shop.aws);
    const points = await everyFaultPoint((faults) =>
      undo(contextWith(faultyAws(faults, shop.aws)), params, preState, postState),
    );
    for (const point of points) {
      shop.renew();
      const fresh = await executed(shop.aws);
      const faults = createFaults(point);
      await undo(contextWith(faultyAws(faults, shop.aws)), params, fresh.preState, fresh.postState).catch(
        () => null,
      );
      const rerun = await undo(contextWith(shop.aws), params, fresh.preState, fresh.postState);
      expect({ point, outcome: rerun.outcome }).toEqual({ point, outcome: 'undone' });
      expect(bench.observe(shop.account)).toEqual(before);
      expect(shop.changes()).toHaveLength(2);
    }
  }, 60_000);
});
