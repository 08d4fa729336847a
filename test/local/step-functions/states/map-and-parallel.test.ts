import { describe, expect, it } from '@jest/globals';
import { TaskError } from '../../../../local/step-functions/values/failure.ts';
import type { Json, JsonObject } from '../../../../local/step-functions/values/json.ts';
import { FUNCTION, laboratory, only } from '../../../support/builders/laboratory.ts';

const each = (state: JsonObject): JsonObject => ({
  StartAt: 'Each',
  States: { Each: { End: true, ...state } },
});
const work = { Type: 'Task', Resource: FUNCTION };

/** Takes a second per task; items that say so fail. */
function crew() {
  let [busy, most] = [0, 0];
  const lab = laboratory({
    invokeTask: async ({ arguments: given }) => {
      busy += 1;
      most = Math.max(most, busy);
      await new Promise<void>((resume) => {
        lab.clock.setTimer(lab.clock.now() + 1000, resume);
      });
      busy -= 1;
      if (given === 'bad') throw new TaskError('Bad', 'item');
      return given;
    },
  });
  return { ...lab, mostAtOnce: () => most };
}

describe('Map', () => {
  it.each([
    [1, 1],
    [3, 3],
    [0, 7],
    ['{% 1 + 1 %}', 2],
  ])('with MaxConcurrency %j runs %i iterations at once', async (MaxConcurrency: Json, expected) => {
    const { run, mostAtOnce } = crew();
    const machine = only({ Type: 'Map', MaxConcurrency, ItemProcessor: each(work) });
    expect((await run(machine, [1, 2, 3, 4, 5, 6, 7])).output).toEqual([1, 2, 3, 4, 5, 6, 7]);
    expect(mostAtOnce()).toBe(expected);
  });

  it('runs forty iterations at once at most', async () => {
    const { run, mostAtOnce } = crew();
    await run(only({ Type: 'Map', Items: '{% [1..60] %}', ItemProcessor: each(work) }));
    expect(mostAtOnce()).toBe(40);
  });

  it('fails with the first failed iteration and stops the others', async () => {
    const { run, eventTypes } = crew();
    const { arn, status, error, cause } = await run(only({ Type: 'Map', ItemProcessor: each(work) }), [
      1,
      'bad',
      2,
    ]);
    expect([status, error, cause]).toEqual(['FAILED', 'Bad', 'item']);
    const types = await eventTypes(arn);
    expect(types.slice(types.indexOf('LambdaFunctionFailed'))).toEqual([
      'LambdaFunctionFailed',
      'MapIterationFailed',
      'TaskStateAborted',
      'MapIterationAborted',
      'TaskStateAborted',
      'MapStateFailed',
      'ExecutionFailed',
    ]);
  });

  it.each([
    [{ ToleratedFailureCount: 1 }, 'SUCCEEDED'],
    [{ ToleratedFailurePercentage: 40 }, 'SUCCEEDED'],
    [{ ToleratedFailurePercentage: 25 }, 'FAILED'],
    [{}, 'FAILED'],
  ])('with %j and one failure of three has %s', async (tolerated, expected) => {
    const { run } = crew();
    const { status, output } = await run(only({ Type: 'Map', ...tolerated, ItemProcessor: each(work) }), [
      1,
      'bad',
      2,
    ]);
    expect(status).toBe(expected);
    if (expected === 'SUCCEEDED') expect(output).toEqual([1, 2]);
  });

  it('of nothing gives nothing', async () => {
    const { run } = laboratory();
    expect((await run(only({ Type: 'Map', ItemProcessor: each({ Type: 'Pass' }) }), [])).output).toEqual([]);
  });

  it('makes the input of an iteration from the item', async () => {
    const { run } = laboratory();
    const ItemSelector = {
      at: '{% $states.context.Map.Item.Index %}',
      it: '{% $states.context.Map.Item.Value %}',
      all: '{% $count($states.input) %}',
    };
    const inner = each({ Type: 'Pass', Output: '{% [$states.input, $states.context.Map.Item.Value] %}' });
    const { output } = await run(only({ Type: 'Map', ItemSelector, ItemProcessor: inner }), ['a', 'b']);
    expect(output).toEqual([
      [{ at: 0, it: 'a', all: 2 }, 'a'],
      [{ at: 1, it: 'b', all: 2 }, 'b'],
    ]);
  });

  it('fails when an ItemSelector does, and can catch it', async () => {
    const { run } = laboratory();
    const Only = {
      Type: 'Map',
      ItemSelector: '{% $none %}',
      ItemProcessor: each({ Type: 'Pass' }),
      Catch: [{ ErrorEquals: ['States.QueryEvaluationError'], Output: 'caught', Next: 'End' }],
      Next: 'End',
    };
    expect((await run({ StartAt: 'Only', States: { Only, End: { Type: 'Succeed' } } }, [1])).output).toBe(
      'caught',
    );
  });
});

describe('Parallel', () => {
  it('gives all branches its arguments and gathers what they give, in their order', async () => {
    const { run } = laboratory();
    const slow = {
      StartAt: 'W',
      States: { W: { Type: 'Wait', Seconds: 9, Output: '{% $states.input.n + 1 %}', End: true } },
    };
    const fast = each({ Type: 'Pass', Output: '{% $states.input.n + 2 %}' });
    const machine = only({
      Type: 'Parallel',
      Arguments: { n: '{% $states.input * 10 %}' },
      Branches: [slow, fast],
    });
    expect((await run(machine, 4)).output).toEqual([41, 42]);
  });

  it('stops its branches when one fails, and starts all of them again on a retry', async () => {
    const { run, eventTypes } = laboratory();
    const wait = { StartAt: 'W', States: { W: { Type: 'Wait', Seconds: 9, End: true } } };
    const fail = { StartAt: 'F', States: { F: { Type: 'Fail', Error: 'Bad' } } };
    const Retry = [{ ErrorEquals: ['Bad'], MaxAttempts: 1 }];
    const { arn, error } = await run(only({ Type: 'Parallel', Branches: [wait, fail], Retry }));
    expect(error).toBe('Bad');
    expect(await eventTypes(arn)).toEqual([
      'ExecutionStarted',
      'ParallelStateEntered',
      'ParallelStateStarted',
      'WaitStateEntered',
      'FailStateEntered',
      'WaitStateAborted',
      'ParallelStateStarted',
      'WaitStateEntered',
      'FailStateEntered',
      'WaitStateAborted',
      'ParallelStateFailed',
      'ExecutionFailed',
    ]);
  });
});

describe('variables', () => {
  it('take effect when the state is left, all at once', async () => {
    const { run } = laboratory();
    const First = { Type: 'Pass', Assign: { a: 1, b: 2 }, Next: 'Swap' };
    const Swap = {
      Type: 'Pass',
      Assign: { a: '{% $b %}', b: '{% $a %}' },
      Output: '{% [$a, $b] %}',
      Next: 'Last',
    };
    const Last = { Type: 'Pass', Output: '{% { "before": $states.input, "now": [$a, $b] } %}', End: true };
    expect((await run({ StartAt: 'First', States: { First, Swap, Last } })).output).toEqual({
      before: [1, 2],
      now: [2, 1],
    });
  });

  it('of an outer scope are seen inside, those of an inner scope are not seen outside', async () => {
    const { run } = laboratory();
    const First = { Type: 'Pass', Assign: { outer: 1 }, Next: 'Fork' };
    const In = { Type: 'Pass', Assign: { inner: '{% $outer + 1 %}', outer: 5 }, Next: 'Out' };
    const branch = {
      StartAt: 'In',
      States: { In, Out: { Type: 'Pass', Output: '{% [$inner, $outer] %}', End: true } },
    };
    const Fork = { Type: 'Parallel', Branches: [branch], Next: 'Last' };
    const Last = {
      Type: 'Pass',
      Output: '{% { "in": $states.input[0], "out": [$outer, $exists($inner)] } %}',
      End: true,
    };
    expect((await run({ StartAt: 'First', States: { First, Fork, Last } })).output).toEqual({
      in: [2, 5],
      out: [1, false],
    });
  });
});
