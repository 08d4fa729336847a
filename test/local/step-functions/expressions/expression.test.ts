import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { evaluated, laboratory, only } from '../../../support/builders/laboratory.ts';

describe('the functions that Step Functions adds to JSONata', () => {
  it.each([
    ['$partition([1,2,3,4,5], 2)', [[1, 2], [3, 4], [5]]],
    ['$range(0, 9, 3)', [0, 3, 6, 9]],
    ['$range(9, 0, -3)', [9, 6, 3, 0]],
    ['$range(1, 9, 9)', 1],
    ['$hash("abc", "SHA-256")', createHash('sha256').update('abc').digest('hex')],
    ['$hash("abc", "MD5")', createHash('md5').update('abc').digest('hex')],
    [`$parse('{"a":[1]}').a[0]`, 1],
    ['$random(42)', 0.7275636800328681],
    ['$partition([1,2,3], 2.9)', [[1, 2], [3]]],
    ['$partition([1,2])', [[1, 2]]],
    ['$range(-1.7, 2, 1)', [-1, 0, 1, 2]],
    ['$range(1, 360145, 1) ~> $count()', 360_145],
    ['$map(["1","2"], $parse)', [1, 2]],
    ['1/0', 'Infinity'],
    ['{"k": [-1/0, 0/0]}', { k: ['-Infinity', 'NaN'] }],
    ['$random() < 1', true],
    ['$length($uuid())', 36],
    ['$millis() = $toMillis($now())', true],
  ])('%s', async (expression, expected) => {
    expect(await evaluated(expression)).toMatchObject({ status: 'SUCCEEDED', output: expected });
  });

  it.each([
    ['$eval("1+1")', 'T1006'],
    ['$range(1, 2, 0)', 'returned nothing (undefined).'],
    ['$range(1, 2)', 'returned nothing (undefined).'],
    ['$range(2, 1, 1)', 'returned nothing (undefined).'],
    ['$range("1", 2, 1)', 'T0410: Argument 1 of function "range" does not match function signature'],
    ['$range(1, 360146, 1)', 'evaluation: Expression evaluation memory limit exceeded'],
    ['[1..873783] ~> $count()', 'threw an error during evaluation'],
    ['$hash("abc")', 'returned nothing (undefined).'],
    ['$hash("abc", "CRC32")', "D3137: Hash algorithm 'CRC32' must be one of"],
    ['$partition([], 1)', 'returned nothing (undefined).'],
    ['$partition([1], 0)', 'returned nothing (undefined).'],
    ['$partition([1], -1)', 'D3137: Second argument must be zero or greater'],
    ['$partition("a", 1)', 'T0412: Argument 1 of function "partition" must be an array of undefined'],
    ['$parse("{")', 'evaluation. D3137: Invalid JSON'],
    ['$parse(1)', 'T0410'],
    ['$uuid(1)', 'T0410: Argument 1 of function "uuid" does not match function signature'],
    ['$random(1, 2)', 'T0410: Argument 2 of function "random" does not match function signature'],
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

  it('may nest as deep as on AWS', async () => {
    const sum = (terms: number): string => Array.from({ length: terms }, () => '1').join('+');
    expect((await evaluated(sum(100))).output).toBe(100);
    expect((await evaluated(sum(101))).error).toBe('States.QueryEvaluationError');
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
