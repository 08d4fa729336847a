import { afterEach, describe, expect, it } from '@jest/globals';
import { redriveDeadLetters } from '../../../lambdas/actions/redrive-dead-letters/redrive-dead-letters.ts';
import type { WorkContext } from '../../../lambdas/ports/plug-ins/action.ts';
import { isThere, messagesOf } from '../../../local/world/services/sqs/sqs-state.ts';
import { createFaults, everyFaultPoint, type Faults } from '../../support/faults/faults.ts';
import { faultyAws } from '../../support/faults/faulty-aws.ts';
import { startTestAccount, type TestAccount } from '../../support/servers/test-account.ts';
import { contextOf, now, redriveParams as params, scenario } from './letters-bench.ts';

let world: TestAccount;
afterEach(() => world.stop());

/** Redrives call by call, a minute apart; what was kept is all that one call knows of another. */
async function start() {
  world = await startTestAccount({ scenario, nowMs: now.getTime() });
  let passed = 0;
  let kept: WorkContext['kept'] = null;
  const clock = () => new Date(now.getTime() + passed * 60_000);
  const preflight = await redriveDeadLetters.preflight(
    { aws: world.aws, http: world.http, stepId: 'inc_1_1', now },
    redriveParams,
  );
  if (!preflight.ok) throw new Error(preflight.reason);
  const call = (faults: Faults | null = null, stop: string | null = null) => {
    const store = {
      keep: async (progress: NonNullable<WorkContext['kept']>) => {
        kept = JSON.parse(JSON.stringify(progress));
      },
    };
    const context: WorkContext = {
      aws: faults === null ? world.aws : faultyAws(faults, world.aws),
      http: world.http,
      stepId: 'inc_1_1',
      now: clock(),
      clock,
      until: new Date(clock().getTime() + 25_000),
      kept,
      keptBefore: null,
      keep: (faults === null ? store : faults.wrap('store', store)).keep,
      stop,
    };
    return redriveDeadLetters.proceed?.(context, redriveParams, preflight.preState);
  };
  const pass = (minutes: number) => {
    passed += minutes;
    world.pass(minutes);
  };
  const finish = async () => {
    for (let minute = 0; minute < 60; minute += 1) {
      const seen = await call();
      if (seen?.settled !== false) return seen;
      pass(1);
    }
    throw new Error('It does not end');
  };
  return { call, pass, finish, clock };
}
const redriveParams = { ...params, repeat: 'safe' as const };
const sent = () => world.calls.filter(({ operation }) => operation === 'sqs:SendMessage').length;
const left = (nowMs: number) =>
  messagesOf(contextOf(world.account, nowMs), 'orders-dlq').filter((one) => isThere(one, nowMs));

describe('dead letters that are put back call by call', () => {
  it('are all accounted for, and nothing is left for people', async () => {
    const { finish } = await start();
    expect(await finish()).toMatchObject({
      settled: true,
      isComplete: true,
      text: expect.stringMatching(/56 by hand and 4 by SQS, of 60/),
    });
    expect(sent()).toBe(56);
  }, 30_000);

  it('wait between the batches, and say how far they are', async () => {
    const { call, pass } = await start();
    expect(await call()).toMatchObject({ settled: false });
    expect(sent()).toBe(1);
    pass(1);
    await call();
    expect(sent()).toBe(1);
    pass(2);
    await call();
    await call();
    expect(sent()).toBe(6);
  });

  it('stay where they are once it is stopped, and what SQS moves stops too', async () => {
    const { call, pass } = await start();
    await call();
    pass(3);
    expect(await call(null, 'ana took over')).toMatchObject({
      settled: true,
      isComplete: false,
      text: expect.stringContaining('ana took over'),
    });
    pass(30);
    expect(await call()).toMatchObject({ settled: true, text: expect.stringContaining('ana took over') });
    expect(sent()).toBe(1);
  });

  it('are never lost, whichever call is the last of a function', async () => {
    const counting = await start();
    const points = await everyFaultPoint(async (faults) => {
      await counting.call(faults);
      counting.pass(3);
      await counting.call(faults);
    });
    expect(points.length).toBeGreaterThan(30);
    for (const point of points.filter((_, index) => index % 9 === 0)) {
      await world.stop();
      const { call, pass, finish, clock } = await start();
      const faults = createFaults(point);
      await call(faults)?.catch(() => null);
      pass(3);
      await call(faults)?.catch(() => null);
      pass(3);
      const seen = await finish();
      // What was sent and may not have been removed is sent again: the consumer is declared safe.
      expect({
        point,
        settled: seen?.settled,
        left: left(clock().getTime()).length,
        sent: sent() >= 56,
      }).toEqual({
        point,
        settled: true,
        left: 0,
        sent: true,
      });
    }
  }, 240_000);
});
