import { describe, expect, it } from '@jest/globals';
import { laboratory, only } from '../../../support/builders/laboratory.ts';

describe('a state', () => {
  it('without a matching choice fails', async () => {
    const { run } = laboratory();
    const A = { Type: 'Choice', Choices: [{ Condition: '{% false %}', Next: 'B' }] };
    expect(await run({ StartAt: 'A', States: { A, B: { Type: 'Succeed' } } })).toMatchObject({
      status: 'FAILED',
      error: 'States.NoChoiceMatched',
      cause:
        "An error occurred while executing the state 'A' (entered at the event id #2). Failed to transition out of the state. The state does not point to a next state.",
    });
  });

  it('needs a condition that is true or false', async () => {
    const { run } = laboratory();
    const A = { Type: 'Choice', Choices: [{ Condition: '{% 1 %}', Next: 'B' }], Default: 'B' };
    const { error, cause } = await run({ StartAt: 'A', States: { A, B: { Type: 'Succeed' } } });
    expect(error).toBe('States.QueryEvaluationError');
    expect(cause).toContain(
      "'Choices[0]/Condition' returned an unexpected result type. Expected 'boolean', but was 'number' for value: 1",
    );
  });

  it.each([
    ['Output', { Type: 'Pass', Output: '{% $join($map([1..40000], function() { "12345678" })) %}' }],
    ['Assign', { Type: 'Pass', Assign: { v: '{% $join($map([1..40000], function() { "12345678" })) %}' } }],
  ])('may not have an %s of more than 256 KiB', async (_field, state) => {
    const { run } = laboratory();
    expect(await run(only(state))).toMatchObject({ status: 'FAILED', error: 'States.DataLimitExceeded' });
  });

  it('that waits keeps its end, whatever its length', async () => {
    const { run, clock } = laboratory();
    await run(only({ Type: 'Wait', Timestamp: '{% "2026-01-02T03:04:05.678+01:00" %}' }));
    expect(new Date(clock.now()).toISOString()).toBe('2026-01-02T02:04:05.678Z');
  });

  it.each([
    ['2026-01-02t03:04:05z', 'SUCCEEDED'],
    ['2026-01-02T24:00:00Z', 'FAILED'],
    ['2026-02-29T03:04:05Z', 'FAILED'],
  ])('that waits until %s %s', async (until, status) => {
    const { run } = laboratory();
    expect((await run(only({ Type: 'Wait', Timestamp: '{% $states.input %}' }), until)).status).toBe(status);
  });

  it.each([
    ['Seconds', { Type: 'Wait', Seconds: '{% 1.5 %}' }],
    ['Seconds', { Type: 'Wait', Seconds: '{% -1 %}' }],
    [
      'ToleratedFailurePercentage',
      {
        Type: 'Map',
        Items: [1],
        ToleratedFailurePercentage: '{% 101 %}',
        ItemProcessor: { StartAt: 'In', States: { In: { Type: 'Pass', End: true } } },
      },
    ],
  ])('may not have %s out of range', async (field, state) => {
    const { run } = laboratory();
    const { error, cause } = await run(only(state));
    expect(error).toBe('States.QueryEvaluationError');
    expect(cause).toContain(`The ${field} field must be a`);
  });

  it('cannot be entered without end', async () => {
    const { run, engine } = laboratory();
    const States = {
      A: { Type: 'Pass', Next: 'B' },
      B: { Type: 'Choice', Choices: [{ Condition: true, Next: 'A' }], Default: 'C' },
      C: { Type: 'Succeed' },
    };
    const { arn, status, error, cause } = await run({ StartAt: 'A', States });
    expect({ status, error, cause }).toEqual({
      status: 'FAILED',
      error: 'States.Runtime',
      cause: 'The execution reached the maximum number of history events (25000).',
    });
    const { events } = await engine.call('GetExecutionHistory', {
      executionArn: arn,
      reverseOrder: true,
      maxResults: 2,
    });
    expect(events.map(({ id, previousEventId, type }) => [id, previousEventId, type])).toEqual([
      [25_000, 24_999, 'ExecutionFailed'],
      [24_999, 24_998, expect.any(String)],
    ]);
  });
});
