import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { scaleAutoScalingGroup } from '../../../lambdas/actions/scale-auto-scaling-group/scale-auto-scaling-group.ts';
import { setSize, sizeAt } from '../../../local/world/services/auto-scaling/group-state.ts';
import { actionContext } from '../../support/builders/action-context.ts';
import { startTestAccount, type TestAccount } from '../../support/servers/test-account.ts';
import { bench, groupIn, now } from './bench.ts';

const params = { group: 'tickets', factor: 2, mostInstances: 50 };

let world: TestAccount;
beforeEach(async () => {
  world = await startTestAccount({ scenario: bench.scenario, nowMs: now.getTime() });
});
afterEach(() => world.stop());

const context = () => actionContext(world.aws, now);
const resize = (min: number, max: number, desired: number) =>
  setSize(groupIn(world.account), { min, max, desired }, now.getTime());
const size = () => sizeAt(groupIn(world.account), Number.POSITIVE_INFINITY);

async function preState() {
  const preflight = await scaleAutoScalingGroup.preflight(context(), params);
  if (!preflight.ok) throw new Error(preflight.reason);
  return preflight.preState;
}

it('does not shrink a group that somebody scaled further within its bounds', async () => {
  resize(2, 30, 4);
  const before = await preState();
  resize(2, 30, 12);
  expect(await scaleAutoScalingGroup.execute(context(), params, before)).toMatchObject({ outcome: 'stale' });
  expect(size().desired).toBe(12);
});

it('is taken back although the group scaled itself further since', async () => {
  resize(2, 30, 4);
  const before = await preState();
  const execution = await scaleAutoScalingGroup.execute(context(), params, before);
  if (execution.outcome !== 'done') throw new Error(execution.text);
  resize(8, 30, 11);
  expect(await scaleAutoScalingGroup.undo(context(), params, before, execution.postState)).toMatchObject({
    outcome: 'undone',
  });
  expect(size()).toMatchObject({ min: 2, max: 30, desired: 4 });
});

it('never runs more instances than the most that are ever set', async () => {
  resize(2, 60, 30);
  expect(await preState()).toMatchObject({ after: { min: 50, max: 60, desired: 50 } });
});
