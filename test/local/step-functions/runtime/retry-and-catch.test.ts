import { describe, expect, it } from '@jest/globals';
import { TaskError } from '../../../../local/step-functions/values/failure.ts';
import type { JsonObject } from '../../../../local/step-functions/values/json.ts';
import { FUNCTION, laboratory } from '../../../support/builders/laboratory.ts';

/** A task that fails with one error after the other, then answers when it was asked. */
function failing(...errors: readonly string[]) {
  const left = [...errors];
  const asked: number[] = [];
  const lab = laboratory({
    invokeTask: async () => {
      asked.push(lab.clock.now() - Date.UTC(2026, 0, 1));
      const error = left.shift();
      if (error !== undefined) throw new TaskError(error, `because of ${error}`);
      return 'done';
    },
  });
  return { ...lab, asked };
}

function task(fields: JsonObject): JsonObject {
  return {
    StartAt: 'Try',
    States: {
      Try: { Type: 'Task', Resource: FUNCTION, Next: 'Done', ...fields },
      Done: { Type: 'Succeed' },
      Caught: { Type: 'Pass', End: true },
    },
  };
}

const CATCH_ALL = { Catch: [{ ErrorEquals: ['States.ALL'], Next: 'Caught' }] };

describe('States.Runtime', () => {
  it.each(['States.ALL', 'States.TaskFailed', 'States.Runtime'])('is not caught by %s', async (name) => {
    const { run, asked } = failing('States.Runtime');
    const Retry = [{ ErrorEquals: [name] }];
    const Catch = [{ ErrorEquals: [name], Next: 'Caught' }];
    expect(await run(task({ Retry, Catch }))).toMatchObject({ status: 'FAILED', error: 'States.Runtime' });
    expect(asked).toEqual([0]);
  });
});

describe('Retry', () => {
  it('waits longer each time, up to the longest delay', async () => {
    const { run, asked } = failing('A', 'A', 'A', 'A');
    const retry = {
      ErrorEquals: ['A'],
      IntervalSeconds: 3,
      BackoffRate: 3,
      MaxDelaySeconds: 20,
      MaxAttempts: 4,
    };
    expect(await run(task({ Retry: [retry], ...CATCH_ALL }))).toMatchObject({
      status: 'SUCCEEDED',
      output: 'done',
    });
    expect(asked).toEqual([0, 3_000, 12_000, 32_000, 52_000]);
  });

  it('tries three times more, after 1, 2 and 4 seconds, when nothing else is said', async () => {
    const { run, asked } = failing('A', 'A', 'A', 'A', 'A');
    expect(await run(task({ Retry: [{ ErrorEquals: ['States.ALL'] }], ...CATCH_ALL }))).toMatchObject({
      output: { Error: 'A', Cause: 'because of A' },
    });
    expect(asked).toEqual([0, 1_000, 3_000, 7_000]);
  });

  it('spreads the delay with full jitter', async () => {
    const { run, asked } = failing('A');
    await run(
      task({ Retry: [{ ErrorEquals: ['A'], IntervalSeconds: 10, JitterStrategy: 'FULL' }], ...CATCH_ALL }),
    );
    expect(asked).toEqual([0, 5_000]);
  });

  it('counts for each retrier alone, and the first that matches decides', async () => {
    const { run, asked } = failing('A', 'B', 'A', 'A');
    const Retry = [
      { ErrorEquals: ['A'], IntervalSeconds: 1, MaxAttempts: 1 },
      { ErrorEquals: ['States.ALL'], IntervalSeconds: 5 },
    ];
    expect(await run(task({ Retry, ...CATCH_ALL }))).toMatchObject({ output: { Error: 'A' } });
    expect(asked).toEqual([0, 1_000, 6_000]);
  });

  it('does not happen with no attempts allowed', async () => {
    const { run, asked } = failing('A');
    await run(task({ Retry: [{ ErrorEquals: ['A'], MaxAttempts: 0 }], ...CATCH_ALL }));
    expect(asked).toEqual([0]);
  });

  it('evaluates the arguments anew and shows the count', async () => {
    const seen: unknown[] = [];
    const lab = laboratory({
      invokeTask: async ({ arguments: given, retryCount }) => {
        seen.push(given, retryCount);
        if (retryCount < 2) throw new TaskError('A', '');
        return null;
      },
    });
    await lab.run(
      task({
        Arguments: '{% $states.context.State.RetryCount %}',
        Retry: [{ ErrorEquals: ['A'] }],
        ...CATCH_ALL,
      }),
    );
    expect(seen).toEqual([0, 0, 1, 1, 2, 2]);
  });
});

describe('Catch', () => {
  it.each([
    [['Boom'], 'Boom', true],
    [['Other'], 'Boom', false],
    [['States.TaskFailed'], 'Boom', true],
    [['States.ALL'], 'Boom', true],
    [['States.TaskFailed'], 'States.Timeout', false],
    [['States.Timeout'], 'States.Timeout', true],
  ])('%j on %s: %s', async (errorEquals, error, isCaught) => {
    const { run } = failing(error);
    const { status, output } = await run(task({ Catch: [{ ErrorEquals: errorEquals, Next: 'Caught' }] }));
    expect(status).toBe(isCaught ? 'SUCCEEDED' : 'FAILED');
    if (isCaught) expect(output).toEqual({ Error: error, Cause: `because of ${error}` });
  });

  it('shapes output and variables from the error', async () => {
    const { run } = failing('Boom');
    const Catch = [
      {
        ErrorEquals: ['Boom'],
        Next: 'Caught',
        Assign: { why: '{% $states.errorOutput.Cause %}' },
        Output: { was: '{% $states.input %}' },
      },
    ];
    const machine = task({ Catch });
    const States = {
      ...Object(machine['States']),
      Caught: { Type: 'Pass', Output: '{% [$why, $states.input.was] %}', End: true },
    };
    expect((await run({ ...machine, States }, 7)).output).toEqual(['because of Boom', 7]);
  });

  it('catches a failed expression of its own state', async () => {
    const { run } = failing();
    const machine = task({
      Arguments: '{% $none %}',
      Catch: [{ ErrorEquals: ['States.QueryEvaluationError'], Next: 'Caught' }],
    });
    const { output } = await run(machine);
    expect(output).toMatchObject({ Error: 'States.QueryEvaluationError' });
  });

  it('fails the execution when its own expression fails', async () => {
    const { run } = failing('Boom');
    const { status, error, cause } = await run(
      task({ Catch: [{ ErrorEquals: ['Boom'], Next: 'Caught', Output: '{% $none %}' }] }),
    );
    expect([status, error]).toEqual(['FAILED', 'States.QueryEvaluationError']);
    expect(cause).toContain("specified for the field 'Catch[0]/Output' returned nothing");
  });

  it('does not catch what goes wrong in a catcher', async () => {
    const { run } = failing('Boom');
    const big = '{% $join($map([1..40000], function() { "12345678" })) %}';
    const Catch = [{ ErrorEquals: ['Boom', 'States.DataLimitExceeded'], Output: big, Next: 'Caught' }];
    expect(await run(task({ Catch }))).toMatchObject({ status: 'FAILED', error: 'States.DataLimitExceeded' });
  });

  it('gets an empty cause when there is none', async () => {
    const lab = laboratory({ invokeTask: () => new Promise(() => {}) });
    expect((await lab.run(task({ TimeoutSeconds: 5, ...CATCH_ALL }))).output).toEqual({
      Error: 'States.Timeout',
      Cause: '',
    });
  });
});
