import { describe, expect, it } from '@jest/globals';
import type { JsonObject } from '../../../../local/step-functions/values/json.ts';
import type { TaskRequest } from '../../../../local/step-functions/values/task-request.ts';
import { CALLBACK, FUNCTION, laboratory, only } from '../../../support/builders/laboratory.ts';

/** A world in which whoever gets a task keeps it. */
function postbox() {
  const requests: TaskRequest[] = [];
  const lab = laboratory({
    invokeTask: async (request) => {
      requests.push(request);
      return { MessageId: String(requests.length) };
    },
  });
  return { ...lab, requests, token: (index: number) => requests[index]?.taskToken ?? '' };
}

const HOLD = {
  Type: 'Task',
  Resource: CALLBACK,
  Arguments: { QueueUrl: 'q', MessageBody: { token: '{% $states.context.Task.Token %}' } },
} satisfies JsonObject;

const errorName = async (call: Promise<unknown>): Promise<string> => {
  try {
    await call;
    return 'none';
  } catch (error) {
    return error instanceof Error ? error.name : 'unknown';
  }
};

describe('a task that is answered by its token', () => {
  it('hands the token over and goes on with the answer', async () => {
    const { engine, clock, start, outcome, eventTypes, requests, token } = postbox();
    const arn = await start(only(HOLD));
    await clock.settle();
    expect(requests[0]?.arguments).toEqual({ QueueUrl: 'q', MessageBody: { token: token(0) } });
    expect((await outcome(arn)).status).toBe('RUNNING');
    await engine.call('SendTaskSuccess', { taskToken: token(0), output: '{"approved":true}' });
    expect(await outcome(arn)).toMatchObject({ status: 'SUCCEEDED', output: { approved: true } });
    expect(await eventTypes(arn)).toEqual([
      'ExecutionStarted',
      'TaskStateEntered',
      'TaskScheduled',
      'TaskStarted',
      'TaskSubmitted',
      'TaskSucceeded',
      'TaskStateExited',
      'ExecutionSucceeded',
    ]);
  });

  it('fails with the error it is answered with', async () => {
    const { engine, clock, start, outcome, token } = postbox();
    const arn = await start(only(HOLD));
    await clock.settle();
    await engine.call('SendTaskFailure', { taskToken: token(0), error: 'Rejected', cause: 'not tonight' });
    expect(await outcome(arn)).toMatchObject({ status: 'FAILED', error: 'Rejected', cause: 'not tonight' });
  });

  it('refuses a second answer, one for an unknown execution, and what is no token', async () => {
    const { engine, clock, start, token } = postbox();
    const Later = { Type: 'Wait', Seconds: 60, End: true };
    await start({ StartAt: 'Hold', States: { Hold: { ...HOLD, Next: 'Later' }, Later } });
    await clock.settle();
    const result = { taskToken: token(0), output: '1' };
    await engine.call('SendTaskSuccess', result);
    expect(await errorName(engine.call('SendTaskSuccess', result))).toBe('TaskTimedOut');
    expect(await errorName(engine.call('SendTaskHeartbeat', result))).toBe('TaskTimedOut');
    await clock.runUntilIdle();
    expect(await errorName(engine.call('SendTaskFailure', result))).toBe('TaskTimedOut');
    expect(await errorName(postbox().engine.call('SendTaskSuccess', result))).toBe('TaskDoesNotExist');
    expect(await errorName(engine.call('SendTaskSuccess', { ...result, taskToken: 'x' }))).toBe(
      'InvalidToken',
    );
    expect(await errorName(engine.call('SendTaskSuccess', { ...result, output: '{' }))).toBe('InvalidOutput');
  });

  it('has a new token for each attempt, and the old one is worth nothing', async () => {
    const { engine, clock, start, outcome, token } = postbox();
    const arn = await start(
      only({ ...HOLD, TimeoutSeconds: 10, Retry: [{ ErrorEquals: ['States.Timeout'] }] }),
    );
    await clock.advanceBy(11_000);
    expect(token(1)).not.toBe(token(0));
    expect(await errorName(engine.call('SendTaskSuccess', { taskToken: token(0), output: '0' }))).toBe(
      'TaskTimedOut',
    );
    await engine.call('SendTaskSuccess', { taskToken: token(1), output: '1' });
    await clock.settle();
    expect(await outcome(arn)).toMatchObject({ status: 'SUCCEEDED', output: 1 });
  });

  it('works inside Map and Parallel', async () => {
    const { engine, clock, start, outcome, requests, token } = postbox();
    const inner = (name: string) => ({ StartAt: name, States: { [name]: { ...HOLD, End: true } } });
    const map = { Type: 'Map', Items: [1, 2], ItemProcessor: inner('In map'), End: true };
    const branches = [inner('In branch'), { StartAt: 'Each', States: { Each: map } }];
    const arn = await start(only({ Type: 'Parallel', Branches: branches }));
    await clock.settle();
    expect(requests.map(({ path }) => path)).toEqual([[0], [1, 0], [1, 1]]);
    for (const index of [2, 0, 1]) {
      await engine.call('SendTaskSuccess', { taskToken: token(index), output: String(index) });
    }
    await clock.settle();
    expect(await outcome(arn)).toMatchObject({ status: 'SUCCEEDED', output: [0, [1, 2]] });
  });
});

describe('a job that a task waits for', () => {
  const job = {
    Type: 'Task',
    Resource: 'arn:aws:states:::states:startExecution.sync:2',
    TimeoutSeconds: 600,
  };

  it('is noted when it has started and ends with its result', async () => {
    const lab = laboratory({
      invokeTask: async ({ submitted }) => {
        await submitted({ ExecutionArn: 'arn:e' });
        await new Promise<void>((resume) => {
          lab.clock.setTimer(lab.clock.now() + 60_000, resume);
        });
        return { Status: 'SUCCEEDED' };
      },
    });
    const { arn, output } = await lab.run(only(job));
    expect(output).toEqual({ Status: 'SUCCEEDED' });
    expect((await lab.eventTypes(arn)).slice(2, 6)).toEqual([
      'TaskScheduled',
      'TaskStarted',
      'TaskSubmitted',
      'TaskSucceeded',
    ]);
  });
});

describe('an activity', () => {
  it('is answered by its executor', async () => {
    const lab = laboratory({ invokeTask: async ({ arguments: given }) => given });
    const Resource = 'arn:aws:states:us-east-1:123456789012:activity:work';
    const { arn, output } = await lab.run(only({ Type: 'Task', Resource, HeartbeatSeconds: 5 }), 'in');
    expect(output).toBe('in');
    expect((await lab.eventTypes(arn)).slice(2, 5)).toEqual([
      'ActivityScheduled',
      'ActivityStarted',
      'ActivitySucceeded',
    ]);
  });
});

describe('the time a task may take', () => {
  it('ends at TimeoutSeconds', async () => {
    const lab = laboratory({ invokeTask: () => new Promise(() => {}) });
    const arn = await lab.start(only({ Type: 'Task', Resource: FUNCTION, TimeoutSeconds: '{% 2 * 30 %}' }));
    await lab.clock.advanceBy(59_999);
    expect((await lab.outcome(arn)).status).toBe('RUNNING');
    await lab.clock.advanceBy(1);
    expect(await lab.outcome(arn)).toMatchObject({
      status: 'FAILED',
      error: 'States.Timeout',
      cause: undefined,
    });
    expect(await lab.eventTypes(arn)).toContain('LambdaFunctionTimedOut');
  });

  it('ends early without a heartbeat, and each heartbeat gives it as long again', async () => {
    const { engine, clock, start, outcome, token } = postbox();
    const arn = await start(only({ ...HOLD, TimeoutSeconds: 1000, HeartbeatSeconds: 60 }));
    for (const seconds of [59, 58, 57]) {
      await clock.advanceBy(seconds * 1000);
      await engine.call('SendTaskHeartbeat', { taskToken: token(0) });
    }
    await clock.advanceBy(59_000);
    expect((await outcome(arn)).status).toBe('RUNNING');
    await clock.advanceBy(1_000);
    expect(await outcome(arn)).toMatchObject({ status: 'FAILED', error: 'States.Timeout' });
  });

  it.each([
    [{ HeartbeatSeconds: 5 }, 'States.HeartbeatTimeout', true],
    [{ HeartbeatSeconds: 5 }, 'States.Timeout', true],
    [{ TimeoutSeconds: 5 }, 'States.HeartbeatTimeout', false],
  ])('%j is caught by %s: %s', async (limit, name, isCaught) => {
    const { run } = postbox();
    const Only = { ...HOLD, ...limit, Catch: [{ ErrorEquals: [name], Next: 'Caught' }], Next: 'Caught' };
    const { status } = await run({ StartAt: 'Only', States: { Only, Caught: { Type: 'Succeed' } } });
    expect(status).toBe(isCaught ? 'SUCCEEDED' : 'FAILED');
  });

  it('tells the executor that nobody waits any more', async () => {
    const { run, requests } = postbox();
    await run(only({ ...HOLD, TimeoutSeconds: 5 }));
    expect(requests[0]?.signal.aborted).toBe(false);
    const signals: AbortSignal[] = [];
    const lab = laboratory({
      invokeTask: ({ signal }) => {
        signals.push(signal);
        return new Promise(() => {});
      },
    });
    await lab.run(only({ Type: 'Task', Resource: FUNCTION, TimeoutSeconds: 5 }));
    expect(signals.map(({ aborted }) => aborted)).toEqual([true]);
  });

  it('is over when the machine times out', async () => {
    const lab = laboratory();
    const arn = await lab.start({ TimeoutSeconds: 90, ...only({ Type: 'Wait', Seconds: 3600 }) });
    await lab.clock.runUntilIdle();
    const { status, error, cause } = await lab.outcome(arn);
    expect({ status, error, cause }).toEqual({ status: 'TIMED_OUT', error: undefined, cause: undefined });
    expect(await lab.eventTypes(arn)).toEqual(['ExecutionStarted', 'WaitStateEntered', 'ExecutionTimedOut']);
    expect(lab.clock.now()).toBe(Date.UTC(2026, 0, 1, 0, 1, 30));
  });
});
