import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { evaluated, laboratory, only } from './support/laboratory.ts';

describe('the functions that Step Functions adds to JSONata', () => {
  it.each([
    ['$partition([1,2,3,4,5], 2)', [[1, 2], [3, 4], [5]]],
    ['$range(0, 9, 3)', [0, 3, 6, 9]],
    ['$range(9, 0, -3)', [9, 6, 3, 0]],
    ['$range(1, 9, 9)', 1],
    ['$hash("abc", "SHA-256")', createHash('sha256').update('abc').digest('hex')],
    ['$hash("abc", "MD5")', createHash('md5').update('abc').digest('hex')],
    [`$parse('{"a":[1]}').a[0]`, 1],
    ['$random(7) = $random(7)', true],
    ['$random() < 1', true],
    ['$length($uuid())', 36],
    ['$millis() = $toMillis($now())', true],
  ])('%s', async (expression, expected) => {
    expect(await evaluated(expression)).toMatchObject({ status: 'SUCCEEDED', output: expected });
  });

  it.each([
    ['$eval("1+1")', 'T1006'],
    ['$range(1, 2, 0)', 'step other than 0'],
    ['$hash("abc", "CRC32")', 'CRC32'],
    ['$partition([1], 0)', 'positive chunk size'],
    ['$parse("{")', 'threw an error during evaluation'],
  ])('%s fails', async (expression, reason) => {
    const { error, cause } = await evaluated(expression);
    expect(error).toBe('States.QueryEvaluationError');
    expect(cause).toContain(reason);
  });

  it('takes the time from the clock', async () => {
    const { clock, run } = laboratory();
    await clock.advanceTo(Date.UTC(2030, 4, 6));
    expect((await run(only({ Type: 'Pass', Output: '{% $now() %}' }))).output).toBe(
      '2030-05-06T00:00:00.000Z',
    );
  });
});

describe('the value of an expression', () => {
  it('names the field when it is undefined', async () => {
    const { run } = laboratory();
    const { error, cause } = await run(
      only({ Type: 'Pass', Output: { list: [1, '{% $states.input.none %}'] } }),
    );
    expect(error).toBe('States.QueryEvaluationError');
    expect(cause).toContain("specified for the field 'Output/list[1]' returned nothing (undefined).");
  });

  it('must be JSON', async () => {
    expect((await evaluated('function($x) { $x }')).cause).toContain('returned an unsupported result type.');
    expect((await evaluated('/a/')).cause).toContain('returned an unsupported result type.');
  });

  it('stays an array of one when it is handed on', async () => {
    const { run } = laboratory();
    const first = { Type: 'Pass', Assign: { found: '{% [$states.input.items[n > 1]] %}' }, Next: 'Second' };
    const second = { Type: 'Pass', Output: '{% [$count($found), $type($found)] %}', End: true };
    const machine = { StartAt: 'First', States: { First: first, Second: second } };
    expect((await run(machine, { items: [{ n: 1 }, { n: 2 }] })).output).toEqual([1, 'array']);
  });

  it('is left alone when the text is not wholly an expression', async () => {
    const { run } = laboratory();
    expect((await run(only({ Type: 'Pass', Output: ' {% 1 %} ' }))).output).toBe(' {% 1 %} ');
  });

  it('is stopped when it never ends', async () => {
    const { error } = await evaluated('($f := function($n) { $f($n + 1) + 1 }; $f(0))');
    expect(error).toBe('States.QueryEvaluationError');
  });
});

describe('$states.context', () => {
  it('tells of execution, state machine and state', async () => {
    const { run } = laboratory();
    const { output, arn } = await run(only({ Type: 'Pass', Output: '{% $states.context %}' }), { a: 1 });
    expect(output).toEqual({
      Execution: {
        Id: arn,
        Input: { a: 1 },
        Name: arn.split(':').at(-1),
        RedriveCount: 0,
        RoleArn: 'arn:aws:iam::000000000000:role/step-functions',
        StartTime: '2026-01-01T00:00:00.000Z',
      },
      State: { EnteredTime: '2026-01-01T00:00:00.000Z', Name: 'Only' },
      StateMachine: {
        Id: expect.stringContaining(':stateMachine:'),
        Name: expect.stringMatching(/^machine-/),
      },
    });
  });
});
