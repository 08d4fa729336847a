import { describe, expect, it } from '@jest/globals';
import type { Json, JsonObject } from '../../../../local/step-functions/values/json.ts';
import { laboratory, only } from '../../../support/builders/laboratory.ts';

async function problems(definition: Json | string): Promise<string[]> {
  const text = typeof definition === 'string' ? definition : JSON.stringify(definition);
  const { engine } = laboratory();
  const { diagnostics } = await engine.call('ValidateStateMachineDefinition', { definition: text });
  return diagnostics.map(({ location = 'nowhere', message }) => `${location} ${message}`);
}

const machine = (state: JsonObject): JsonObject => ({ QueryLanguage: 'JSONata', ...only(state) });
const task = (fields: JsonObject) =>
  machine({ Type: 'Task', Resource: 'arn:aws:states:::lambda:invoke', ...fields });
const map = (fields: JsonObject) =>
  machine({
    Type: 'Map',
    ItemProcessor: { StartAt: 'In', States: { In: { Type: 'Pass', End: true } } },
    ...fields,
  });

describe('a definition', () => {
  it.each<[string, Json, string]>([
    ['without anything', {}, '/ These fields are required: [States, StartAt]'],
    [
      'in JSONPath',
      only({ Type: 'Pass' }),
      "/States/Only/QueryLanguage The query language 'JSONPath' is not implemented, only JSONata is",
    ],
    [
      'with a field of JSONPath',
      machine({ Type: 'Pass', Parameters: {} }),
      "/States/Only The QueryLanguage is set to 'JSONata', but field 'Parameters' is only supported for the 'JSONPath' QueryLanguage",
    ],
    [
      'with a state in JSONPath within one in JSONata',
      machine({ Type: 'Pass', QueryLanguage: 'JSONPath' }),
      "/States/Only 'QueryLanguage' can not be 'JSONPath' if set to 'JSONata' for whole state machine",
    ],
    [
      'in a language nobody knows',
      { ...machine({ Type: 'Pass' }), QueryLanguage: 'jsonata' },
      '/QueryLanguage Value should be one of the following: [JSONPath, JSONata]',
    ],
    [
      'with a field nobody knows',
      { ...machine({ Type: 'Pass' }), Version: '1.0', Foo: 1 },
      "/ Field 'Foo' is not supported",
    ],
    [
      'with an unknown type of state',
      machine({ Type: 'Dance' }),
      '/States/Only/Type Value is not a valid state type: Dance',
    ],
    [
      'with a broken expression',
      machine({ Type: 'Pass', Output: { a: ['{% 1 + %}'] } }),
      '/States/Only/Output/a[0] Unexpected end of expression',
    ],
    [
      'with a name that nothing holds',
      machine({ Type: 'Pass', Output: { v: '{% phone %}' } }),
      "/States/Only/Output/v Reference to 'phone' at the top level is not supported.",
    ],
    [
      'with a name that nothing holds, in a function and in an argument',
      machine({ Type: 'Pass', Output: '{% $map($states.input.a, function($x) { b + $.c }) %}' }),
      "/States/Only/Output Reference to 'b' at the top level is not supported.\n/States/Only/Output Reference to '$' at the top level is not supported.",
    ],
    [
      'with the root of an input that is not there',
      machine({ Type: 'Pass', Output: '{% $$ %}' }),
      "/States/Only/Output Reference to '$$' is not supported.",
    ],
    [
      'with a result where there is none',
      machine({ Type: 'Pass', Assign: { r: '{% [$states.result.a] %}' } }),
      "/States/Only/Assign/r Field '$states.result' does not exist.",
    ],
    [
      'with a result in arguments',
      task({ Arguments: '{% $states.result %}' }),
      "/States/Only/Arguments Field '$states.result' does not exist.",
    ],
    [
      'with an error where there is none',
      task({ Output: '{% $states.errorOutput.Cause %}' }),
      "/States/Only/Output Field '$states.errorOutput' does not exist.",
    ],
    [
      'that goes nowhere',
      { QueryLanguage: 'JSONata', StartAt: 'A', States: { A: { Type: 'Pass', Next: 'B' } } },
      "/States/A/Next Missing 'Next' target: B",
    ],
    [
      'with a state out of reach',
      { QueryLanguage: 'JSONata', StartAt: 'A', States: { A: { Type: 'Succeed' }, B: { Type: 'Succeed' } } },
      '/States/B State "B" is not reachable.',
    ],
    [
      'without an end',
      { QueryLanguage: 'JSONata', StartAt: 'A', States: { A: { Type: 'Pass', Next: 'A' } } },
      'nowhere Workflow has no terminal state',
    ],
    [
      'that goes nowhere and has no end',
      { QueryLanguage: 'JSONata', StartAt: 'A', States: { A: { Type: 'Pass', Next: 'B' } } },
      "/States/A/Next Missing 'Next' target: B\nnowhere Workflow has no terminal state",
    ],
    [
      'that starts nowhere',
      { QueryLanguage: 'JSONata', StartAt: 'B', States: { A: { Type: 'Succeed' } } },
      '/StartAt Missing \'Next\' target: B\n/States/A State "A" is not reachable.',
    ],
    [
      'of a state that neither ends nor goes on',
      machine({ Type: 'Pass', End: false }),
      '/States/Only One of these fields is required: [Next, End]',
    ],
    [
      'with a wait of two lengths',
      machine({ Type: 'Wait', Seconds: 1, Timestamp: '2026-01-01T00:00:00Z' }),
      '/States/Only Exactly one of these fields is required: [Seconds, Timestamp]',
    ],
    [
      'with a time that is none',
      machine({ Type: 'Wait', Timestamp: '2026-02-30T00:00:00Z' }),
      '/States/Only/Timestamp String does not match RFC3339 timestamp',
    ],
    [
      'with half a second',
      machine({ Type: 'Wait', Seconds: 0.5 }),
      '/States/Only/Seconds Expected value of type integer of at least 0',
    ],
    [
      'with a resource that is none',
      task({ Resource: 'work' }),
      '/States/Only/Resource Value is not a valid resource ARN: work',
    ],
    ['with credentials', task({ Credentials: {} }), "/States/Only Field 'Credentials' is not supported"],
    [
      'with a heartbeat longer than the timeout',
      task({ TimeoutSeconds: 5, HeartbeatSeconds: 5 }),
      "/States/Only/HeartbeatSeconds 'HeartbeatSeconds' must be smaller than 'TimeoutSeconds'",
    ],
    [
      'that retries everything first',
      task({ Retry: [{ ErrorEquals: ['States.ALL'] }, { ErrorEquals: ['A'] }] }),
      '/States/Only/Retry[0]/ErrorEquals States.ALL must stand alone and in the last entry',
    ],
    [
      'with a distributed map',
      map({
        ItemProcessor: {
          ProcessorConfig: { Mode: 'DISTRIBUTED' },
          StartAt: 'In',
          States: { In: { Type: 'Succeed' } },
        },
      }),
      "/States/Only/ItemProcessor/ProcessorConfig/Mode The map mode 'DISTRIBUTED' is not implemented, only INLINE is",
    ],
    ['with an item reader', map({ ItemReader: {} }), "/States/Only Field 'ItemReader' is not supported"],
    [
      'that assigns what is reserved',
      machine({ Type: 'Pass', Assign: { states: 1 } }),
      "/States/Only/Assign/states The variable name 'states' is reserved",
    ],
    [
      'with one name twice',
      map({ ItemProcessor: { StartAt: 'Only', States: { Only: { Type: 'Succeed' } } } }),
      '/States/Only/ItemProcessor/States/Only Duplicate state name: Only',
    ],
  ])('%s is refused', async (_name, definition, expected) => {
    expect((await problems(definition)).join('\n')).toContain(expected);
  });

  it('that is no JSON is refused', async () => {
    const { engine } = laboratory();
    const { diagnostics } = await engine.call('ValidateStateMachineDefinition', { definition: '{' });
    expect(diagnostics).toEqual([
      { severity: 'ERROR', code: 'INVALID_JSON_DESCRIPTION', message: expect.any(String) },
    ]);
  });

  it.each([
    ['a path behind the input', '{% $states.input.items[price > 3].name %}'],
    ['a grouping', '{% $states.input.items{kind: $sum(price)} %}'],
    ['an ordering', '{% $states.input.items^(>price) %}'],
    ['a chain of functions', '{% $states.input.text ~> $uppercase() %}'],
    ['a variable of its own', '{% ($f := function($x) { $x.a }; $f($states.input)) %}'],
    ['a variable nobody assigned', '{% $none %}'],
  ])('may hold %s', async (_name, Output) => {
    expect(await problems(machine({ Type: 'Pass', Output }))).toEqual([]);
  });

  it('without an end is not told of states out of reach', async () => {
    const States = { A: { Type: 'Pass', Next: 'A' }, B: { Type: 'Pass', Next: 'A' } };
    expect(await problems({ QueryLanguage: 'JSONata', StartAt: 'A', States })).toEqual([
      'nowhere Workflow has no terminal state',
    ]);
  });

  it('with everything that is implemented is taken', async () => {
    const Catch = [{ ErrorEquals: ['States.ALL'], Assign: { e: 1 }, Output: 1, Next: 'Done', Comment: 'c' }];
    const Retry = [
      {
        ErrorEquals: ['A'],
        IntervalSeconds: 1,
        MaxAttempts: 2,
        BackoffRate: 1.5,
        MaxDelaySeconds: 9,
        JitterStrategy: 'FULL',
      },
    ];
    const inner = { StartAt: 'In', States: { In: { Type: 'Pass', End: true } } };
    const other = { StartAt: 'In2', States: { In2: { Type: 'Pass', End: true } } };
    const recover = { Assign: { a: 1 }, Output: 1, Retry, Catch };
    const definition = {
      Comment: 'all',
      QueryLanguage: 'JSONata',
      Version: '1.0',
      TimeoutSeconds: 60,
      StartAt: 'Task',
      States: {
        Task: {
          Type: 'Task',
          Comment: 'c',
          QueryLanguage: 'JSONata',
          Resource: 'arn:aws:states:::sqs:sendMessage.waitForTaskToken',
          Arguments: {},
          TimeoutSeconds: '{% 1 %}',
          HeartbeatSeconds: 5,
          ...recover,
          Next: 'Map',
        },
        Map: {
          Type: 'Map',
          Items: [],
          ItemSelector: {},
          MaxConcurrency: 1,
          ToleratedFailureCount: 1,
          ToleratedFailurePercentage: 5,
          ItemProcessor: { ProcessorConfig: { Mode: 'INLINE' }, ...inner },
          ...recover,
          Next: 'Parallel',
        },
        Parallel: { Type: 'Parallel', Arguments: {}, Branches: [other], ...recover, Next: 'Choice' },
        Choice: {
          Type: 'Choice',
          Choices: [{ Condition: true, Assign: {}, Output: 1, Next: 'Wait' }],
          Default: 'Fail',
          Assign: {},
          Output: 1,
        },
        Wait: { Type: 'Wait', Timestamp: '2026-01-01T00:00:00Z', Assign: {}, Output: 1, Next: 'Done' },
        Done: { Type: 'Succeed', Output: 1 },
        Fail: { Type: 'Fail', Error: 'E', Cause: '{% "c" %}' },
      },
    };
    expect(await problems(definition)).toEqual([]);
  });
});
