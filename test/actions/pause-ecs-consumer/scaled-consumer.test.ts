import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { pauseEcsConsumer as action } from '../../../lambdas/actions/pause-ecs-consumer/pause-ecs-consumer.ts';
import type { AwsClients } from '../../../lambdas/ports/aws-clients.ts';
import type { Account } from '../../../local/world/account.ts';
import { applicationAutoScaling } from '../../../local/world/services/application-auto-scaling/application-auto-scaling.ts';
import { notSuspended } from '../../../local/world/services/application-auto-scaling/scalable-targets.ts';
import { setDesiredCount } from '../../../local/world/services/ecs/ecs-state.ts';
import { actionContext } from '../../support/builders/action-context.ts';
import { createFaults, everyFaultPoint } from '../../support/faults/faults.ts';
import { faultyAws } from '../../support/faults/faulty-aws.ts';
import { startTestAccount, type TestAccount } from '../../support/servers/test-account.ts';
import { now, target, writerIn, writerScenario } from './bench.ts';

const allSuspended = {
  DynamicScalingInSuspended: true,
  DynamicScalingOutSuspended: true,
  ScheduledScalingSuspended: true,
};
const partlySuspended = { ...notSuspended, ScheduledScalingSuspended: true };

let world: TestAccount;
beforeEach(async () => {
  world = await startTestAccount({
    scenario: writerScenario({ scaling: { minCapacity: 2, maxCapacity: 9 } }),
    nowMs: now.getTime(),
    seed: (account) => void Object.assign(targetIn(account), { suspended: { ...partlySuspended } }),
  });
});
afterEach(() => world.stop());

function targetIn(account: Account) {
  const [found] = account.stateOf(applicationAutoScaling).targets;
  if (found === undefined) throw new Error('Nothing scales the service');
  return found;
}

function look() {
  const { minCapacity, maxCapacity, suspended } = targetIn(world.account);
  return { minCapacity, maxCapacity, suspended, desired: writerIn(world.account).desired.at(-1)?.count };
}

async function before(aws: AwsClients = world.aws) {
  const preflight = await action.preflight(actionContext(aws, now), target);
  if (!preflight.ok) throw new Error(preflight.reason);
  return preflight.preState;
}

async function paused(aws: AwsClients = world.aws) {
  const preState = await before(aws);
  const execution = await action.execute(actionContext(aws, now), target, preState);
  if (execution.outcome !== 'done') throw new Error(execution.text);
  return { preState, postState: execution.postState };
}

const untouched = { minCapacity: 2, maxCapacity: 9, suspended: partlySuspended, desired: 4 };
const afterPause = { minCapacity: 0, maxCapacity: 9, suspended: allSuspended, desired: 0 };

describe('a consumer that Application Auto Scaling scales', () => {
  it('is not scaled while it is paused, and has its tasks, bounds and suspensions back afterwards', async () => {
    const { preState, postState } = await paused();
    expect(look()).toEqual(afterPause);
    world.pass(30);
    expect(look()).toEqual(afterPause);
    const undoing = await action.undo(actionContext(world.aws, now), target, preState, postState);
    expect(undoing.outcome).toBe('undone');
    world.pass(2);
    expect(look()).toEqual(untouched);
  });

  it('is paused once, whichever call goes wrong', async () => {
    const points = await everyFaultPoint(async (faults) => await paused(faultyAws(faults, world.aws)));
    expect(points.length).toBeGreaterThan(8);
    for (const point of points) {
      world.renew();
      const preState = await before();
      const faulty = actionContext(faultyAws(createFaults(point), world.aws), now);
      await action.execute(faulty, target, preState).catch(() => null);
      const again = await action.execute(actionContext(world.aws, now), target, preState);
      expect({ point, outcome: again.outcome, now: look() }).toEqual({
        point,
        outcome: 'done',
        now: afterPause,
      });
      expect(world.changes()).toHaveLength(2);
    }
  }, 60_000);

  it('is let go again once, whichever call goes wrong', async () => {
    const done = await paused();
    const points = await everyFaultPoint(
      async (faults) =>
        await action.undo(
          actionContext(faultyAws(faults, world.aws), now),
          target,
          done.preState,
          done.postState,
        ),
    );
    expect(points.length).toBeGreaterThan(8);
    for (const point of points) {
      world.renew();
      const { preState, postState } = await paused();
      const faulty = actionContext(faultyAws(createFaults(point), world.aws), now);
      await action.undo(faulty, target, preState, postState).catch(() => null);
      const again = await action.undo(actionContext(world.aws, now), target, preState, postState);
      expect({ point, outcome: again.outcome, now: look() }).toEqual({
        point,
        outcome: 'undone',
        now: untouched,
      });
      expect(world.changes()).toHaveLength(4);
    }
  }, 60_000);

  it.each([
    [
      'its scaling was let go',
      () => void Object.assign(targetIn(world.account), { suspended: { ...notSuspended } }),
    ],
    ['its bounds were moved', () => void Object.assign(targetIn(world.account), { maxCapacity: 20 })],
    ['tasks were started', () => setDesiredCount(writerIn(world.account), 1, now.getTime())],
    [
      'nothing scales it any more',
      () => void world.account.stateOf(applicationAutoScaling).targets.splice(0),
    ],
  ])('is left as it is when %s since', async (_, change) => {
    const { preState, postState } = await paused();
    change();
    const undoing = await action.undo(actionContext(world.aws, now), target, preState, postState);
    expect(undoing.outcome).toBe('changed-since');
    expect(world.changes()).toHaveLength(2);
  });
});

it('is not paused when its messages would be lost meanwhile', async () => {
  const short = await startTestAccount({
    scenario: writerScenario({ retentionSeconds: 3600 }),
    nowMs: now.getTime(),
  });
  const preflight = await action.preflight(actionContext(short.aws, now), target);
  expect(preflight).toMatchObject({ ok: false, reason: expect.stringContaining('could be lost') });
  await short.stop();
});
