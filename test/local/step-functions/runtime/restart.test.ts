import { describe, expect, it } from '@jest/globals';
import { MemoryStore } from '../../../../local/step-functions/store/memory-store.ts';
import { VirtualClock } from '../../../../local/step-functions/values/clocks.ts';
import { TaskError } from '../../../../local/step-functions/values/failure.ts';
import type { JsonObject } from '../../../../local/step-functions/values/json.ts';
import type { InvokeTask } from '../../../../local/step-functions/values/task-request.ts';
import { CALLBACK, FUNCTION, laboratory, only } from '../../../support/builders/laboratory.ts';

/** An engine that can be killed and built anew on the same store and clock. */
function mortal(invokeTask: InvokeTask = () => new Promise(() => {})) {
  const parts = { store: new MemoryStore(), clock: new VirtualClock(), invokeTask };
  let lab = laboratory(parts);
  return {
    clock: parts.clock,
    now: () => lab,
    restart: () => {
      lab.engine.stop();
      lab = laboratory(parts);
    },
  };
}

const hold = (fields: JsonObject) => only({ Type: 'Task', Resource: CALLBACK, ...fields });

describe('after a restart', () => {
  it('a wait ends when it was to end', async () => {
    const { clock, now, restart } = mortal();
    const arn = await now().start(only({ Type: 'Wait', Seconds: 100 }));
    await clock.advanceBy(60_000);
    restart();
    await clock.advanceBy(39_999);
    expect((await now().outcome(arn)).status).toBe('RUNNING');
    await clock.advanceBy(1);
    expect((await now().outcome(arn)).status).toBe('SUCCEEDED');
  });

  it('a wait that ended meanwhile ends at once', async () => {
    const { clock, now, restart } = mortal();
    const arn = await now().start(only({ Type: 'Wait', Seconds: 100 }));
    await clock.settle();
    now().engine.stop();
    await clock.advanceBy(500_000);
    restart();
    await clock.runUntilIdle();
    expect((await now().outcome(arn)).status).toBe('SUCCEEDED');
    expect(clock.now()).toBe(Date.UTC(2026, 0, 1, 0, 8, 20));
  });

  it.each([
    ['the timeout of the machine', { TimeoutSeconds: 50, ...hold({}) }, 'TIMED_OUT'],
    ['the timeout of a task', hold({ TimeoutSeconds: 50 }), 'FAILED'],
    ['the heartbeat of a task', hold({ HeartbeatSeconds: 50, TimeoutSeconds: 500 }), 'FAILED'],
  ])('%s is what it was', async (_what, machine, status) => {
    const { clock, now, restart } = mortal(async () => 'handed over');
    const arn = await now().start(machine);
    await clock.advanceBy(30_000);
    restart();
    await clock.advanceBy(19_999);
    expect((await now().outcome(arn)).status).toBe('RUNNING');
    await clock.advanceBy(1);
    expect((await now().outcome(arn)).status).toBe(status);
  });

  it('a task whose timeout passed while no engine ran gets its whole time again', async () => {
    const { clock, now, restart } = mortal();
    const arn = await now().start(only({ Type: 'Task', Resource: FUNCTION, TimeoutSeconds: 50 }));
    await clock.settle();
    now().engine.stop();
    await clock.advanceBy(500_000);
    restart();
    await clock.advanceBy(49_999);
    expect((await now().outcome(arn)).status).toBe('RUNNING');
    await clock.advanceBy(1);
    expect((await now().outcome(arn)).status).toBe('FAILED');
  });

  it('a task that was handed over times out at once when its timeout passed meanwhile', async () => {
    const { clock, now, restart } = mortal(async () => 'handed over');
    const arn = await now().start(hold({ TimeoutSeconds: 50 }));
    await clock.settle();
    now().engine.stop();
    await clock.advanceBy(500_000);
    restart();
    await clock.settle();
    await clock.advanceBy(1);
    expect((await now().outcome(arn)).status).toBe('FAILED');
  });

  it('a task is asked for again with the same token, until its answer is stored', async () => {
    const tokens: string[] = [];
    const completions: ((output: string) => void)[] = [];
    const { clock, now, restart } = mortal(({ taskToken }) => {
      tokens.push(taskToken);
      return new Promise((resolve) => completions.push(resolve));
    });
    const arn = await now().start(only({ Type: 'Task', Resource: FUNCTION }));
    await clock.settle();
    restart();
    completions[0]?.('too late');
    await clock.settle();
    expect((await now().outcome(arn)).status).toBe('RUNNING');
    completions[1]?.('in time');
    await clock.settle();
    expect(await now().outcome(arn)).toMatchObject({ status: 'SUCCEEDED', output: 'in time' });
    expect(tokens[1]).toBe(tokens[0]);
  });

  it('a job that has started is watched again, and noted only once', async () => {
    let asked = 0;
    const { clock, now, restart } = mortal(async ({ submitted }) => {
      asked += 1;
      await submitted('started');
      return asked === 1 ? new Promise(() => {}) : 'ended';
    });
    const arn = await now().start(only({ Type: 'Task', Resource: 'arn:aws:states:::glue:startJobRun.sync' }));
    await clock.settle();
    restart();
    await clock.runUntilIdle();
    expect(await now().outcome(arn)).toMatchObject({ status: 'SUCCEEDED', output: 'ended' });
    expect((await now().eventTypes(arn)).filter((type) => type === 'TaskSubmitted')).toHaveLength(1);
  });

  it('a retry comes when it was to come', async () => {
    let asked = 0;
    const { clock, now, restart } = mortal(async () => {
      asked += 1;
      throw new TaskError('Bad', 'luck');
    });
    const Retry = [{ ErrorEquals: ['Bad'], IntervalSeconds: 60, MaxAttempts: 1 }];
    const arn = await now().start(only({ Type: 'Task', Resource: FUNCTION, Retry }));
    await clock.advanceBy(59_000);
    restart();
    expect(asked).toBe(1);
    await clock.advanceBy(1_000);
    expect([asked, (await now().outcome(arn)).status]).toEqual([2, 'FAILED']);
  });

  it('a failed execution can be redriven', async () => {
    let isBroken = true;
    const { clock, now, restart } = mortal(async () => {
      if (isBroken) throw new TaskError('Bad', 'luck');
      return 'mended';
    });
    const inner = { StartAt: 'In', States: { In: { Type: 'Task', Resource: FUNCTION, End: true } } };
    const arn = await now().start(
      only({ Type: 'Map', Items: [1, 2], MaxConcurrency: 1, ItemProcessor: inner }),
    );
    await clock.runUntilIdle();
    expect((await now().outcome(arn)).status).toBe('FAILED');
    restart();
    isBroken = false;
    await now().engine.call('RedriveExecution', { executionArn: arn });
    await clock.runUntilIdle();
    expect(await now().outcome(arn)).toMatchObject({ status: 'SUCCEEDED', output: ['mended', 'mended'] });
  });

  it('a stopped execution can be redriven', async () => {
    const { clock, now } = mortal();
    const arn = await now().start({ TimeoutSeconds: 90, ...only({ Type: 'Wait', Seconds: 60 }) });
    await clock.advanceBy(10_000);
    await now().engine.call('StopExecution', { executionArn: arn });
    await clock.advanceBy(1_000_000);
    await now().engine.call('RedriveExecution', { executionArn: arn });
    await clock.runUntilIdle();
    expect((await now().outcome(arn)).status).toBe('SUCCEEDED');
  });
});
