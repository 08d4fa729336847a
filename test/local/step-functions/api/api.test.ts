import {
  CreateStateMachineCommand,
  DeleteStateMachineCommand,
  DescribeExecutionCommand,
  DescribeStateMachineCommand,
  DescribeStateMachineForExecutionCommand,
  GetExecutionHistoryCommand,
  ListExecutionsCommand,
  ListStateMachinesCommand,
  paginateGetExecutionHistory,
  paginateListExecutions,
  RedriveExecutionCommand,
  SendTaskFailureCommand,
  SendTaskHeartbeatCommand,
  SendTaskSuccessCommand,
  SFNClient,
  StartExecutionCommand,
  StopExecutionCommand,
  UpdateStateMachineCommand,
  ValidateStateMachineDefinitionCommand,
} from '@aws-sdk/client-sfn';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import {
  type StepFunctionsServer,
  startStepFunctionsServer,
} from '../../../../local/step-functions/server.ts';
import { CALLBACK, FUNCTION, type Laboratory, laboratory } from '../../../support/builders/laboratory.ts';

const PASS = JSON.stringify({
  QueryLanguage: 'JSONata',
  StartAt: 'Greet',
  States: {
    Greet: { Type: 'Pass', Assign: { who: 'you' }, Output: '{% "hello " & $states.input.name %}', End: true },
  },
});
const HOLD = JSON.stringify({
  QueryLanguage: 'JSONata',
  StartAt: 'Hold',
  States: { Hold: { Type: 'Task', Resource: CALLBACK, HeartbeatSeconds: 60, End: true } },
});
const roleArn = 'arn:aws:iam::123456789012:role/any';

let lab: Laboratory;
let server: StepFunctionsServer;
let client: SFNClient;
let tokens: string[];
let isBroken: boolean;

beforeEach(async () => {
  tokens = [];
  isBroken = true;
  lab = laboratory({
    invokeTask: async ({ resource, taskToken }) => {
      if (resource === FUNCTION && isBroken) throw new RangeError('still broken');
      tokens.push(taskToken);
      return 'sent';
    },
  });
  server = await startStepFunctionsServer({ engine: lab.engine, port: 0 });
  client = new SFNClient({
    endpoint: server.url,
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    maxAttempts: 1,
  });
});

afterEach(async () => {
  client.destroy();
  await server.close();
  lab.engine.stop();
});

async function create(name: string, definition: string): Promise<string> {
  const { stateMachineArn } = await client.send(new CreateStateMachineCommand({ name, definition, roleArn }));
  return stateMachineArn ?? '';
}

async function start(stateMachineArn: string, name: string, input = '{}'): Promise<string> {
  const { executionArn } = await client.send(new StartExecutionCommand({ stateMachineArn, name, input }));
  await lab.clock.settle();
  return executionArn ?? '';
}

describe('state machines', () => {
  it('are created once, described, listed, updated and deleted', async () => {
    const arn = await create('greeter', PASS);
    expect(arn).toBe('arn:aws:states:us-east-1:000000000000:stateMachine:greeter');
    expect(await create('greeter', PASS)).toBe(arn);
    await expect(create('greeter', HOLD)).rejects.toMatchObject({ name: 'StateMachineAlreadyExists' });
    await expect(create('no spaces', PASS)).rejects.toMatchObject({ name: 'InvalidName' });
    await create('holder', HOLD);

    const described = await client.send(new DescribeStateMachineCommand({ stateMachineArn: arn }));
    expect(described).toMatchObject({
      name: 'greeter',
      definition: PASS,
      roleArn,
      status: 'ACTIVE',
      type: 'STANDARD',
    });
    expect(described.creationDate).toEqual(new Date(lab.clock.now()));

    const { stateMachines, nextToken } = await client.send(new ListStateMachinesCommand({ maxResults: 1 }));
    expect(stateMachines?.map(({ name }) => name)).toEqual(['greeter']);
    const second = await client.send(new ListStateMachinesCommand({ nextToken }));
    expect(second.stateMachines?.map(({ name }) => name)).toEqual(['holder']);

    await client.send(new UpdateStateMachineCommand({ stateMachineArn: arn, definition: HOLD }));
    expect(await client.send(new DescribeStateMachineCommand({ stateMachineArn: arn }))).toMatchObject({
      definition: HOLD,
    });

    await client.send(new DeleteStateMachineCommand({ stateMachineArn: arn }));
    await expect(
      client.send(new DescribeStateMachineCommand({ stateMachineArn: arn })),
    ).rejects.toMatchObject({
      name: 'StateMachineDoesNotExist',
    });
  });

  it('are refused by state and field when they use what is not implemented', async () => {
    const definition = JSON.stringify({
      QueryLanguage: 'JSONata',
      StartAt: 'A',
      States: { A: { Type: 'Pass', InputPath: '$', End: true } },
    });
    await expect(create('wrong', definition)).rejects.toMatchObject({
      name: 'InvalidDefinition',
      message:
        "Invalid State Machine Definition: 'SCHEMA_VALIDATION_FAILED: The QueryLanguage is set to 'JSONata', but field 'InputPath' is only supported for the 'JSONPath' QueryLanguage at /States/A'",
    });
    expect(await client.send(new ValidateStateMachineDefinitionCommand({ definition }))).toMatchObject({
      result: 'FAIL',
      diagnostics: [{ severity: 'ERROR', code: 'SCHEMA_VALIDATION_FAILED', location: '/States/A' }],
    });
    expect(await client.send(new ValidateStateMachineDefinitionCommand({ definition: PASS }))).toMatchObject({
      result: 'OK',
      diagnostics: [],
    });
  });
});

describe('executions', () => {
  it('start once by name and input', async () => {
    const stateMachineArn = await create('holder', HOLD);
    const arn = await start(stateMachineArn, 'one', '{"a":1}');
    expect(arn).toBe('arn:aws:states:us-east-1:000000000000:execution:holder:one');
    expect(await start(stateMachineArn, 'one', '{"a":1}')).toBe(arn);
    await expect(start(stateMachineArn, 'one', '{"a":2}')).rejects.toMatchObject({
      name: 'ExecutionAlreadyExists',
    });
    await client.send(new StopExecutionCommand({ executionArn: arn }));
    await expect(start(stateMachineArn, 'one', '{"a":1}')).rejects.toMatchObject({
      name: 'ExecutionAlreadyExists',
    });
    await expect(start(stateMachineArn, 'two', '{')).rejects.toMatchObject({ name: 'InvalidExecutionInput' });
    await expect(start(`${stateMachineArn}x`, 'two')).rejects.toMatchObject({
      name: 'StateMachineDoesNotExist',
    });
    await expect(start('nonsense', 'two')).rejects.toMatchObject({ name: 'InvalidArn' });
  });

  it('tell what became of them', async () => {
    const executionArn = await start(await create('greeter', PASS), 'one', '{ "name": "Ada" }');
    expect(await client.send(new DescribeExecutionCommand({ executionArn }))).toMatchObject({
      status: 'SUCCEEDED',
      input: '{ "name": "Ada" }',
      output: '"hello Ada"',
      startDate: new Date(lab.clock.now()),
      stopDate: new Date(lab.clock.now()),
      redriveStatus: 'NOT_REDRIVABLE',
      redriveStatusReason: 'Execution is SUCCEEDED and cannot be redriven',
    });
    await expect(
      client.send(new DescribeExecutionCommand({ executionArn: `${executionArn}x` })),
    ).rejects.toMatchObject({ name: 'ExecutionDoesNotExist' });
  });

  it('keep the definition they began with', async () => {
    const stateMachineArn = await create('machine', HOLD);
    const executionArn = await start(stateMachineArn, 'one');
    await client.send(new UpdateStateMachineCommand({ stateMachineArn, definition: PASS }));
    expect(await client.send(new DescribeStateMachineForExecutionCommand({ executionArn }))).toMatchObject({
      definition: HOLD,
    });
    await client.send(new SendTaskSuccessCommand({ taskToken: tokens[0], output: '1' }));
    expect(await client.send(new DescribeExecutionCommand({ executionArn }))).toMatchObject({
      status: 'SUCCEEDED',
      output: '1',
    });
  });

  it('are listed newest first, by status, page by page', async () => {
    const stateMachineArn = await create('holder', HOLD);
    for (const name of ['a', 'b', 'c', 'd', 'e']) await start(stateMachineArn, name);
    await client.send(new SendTaskSuccessCommand({ taskToken: tokens[2], output: '{}' }));
    const names: (string | undefined)[] = [];
    for await (const page of paginateListExecutions(
      { client, pageSize: 2 },
      { stateMachineArn, statusFilter: 'RUNNING' },
    )) {
      names.push(...(page.executions?.map(({ name }) => name) ?? []));
    }
    expect(names).toEqual(['e', 'd', 'b', 'a']);
    const done = await client.send(new ListExecutionsCommand({ stateMachineArn, statusFilter: 'SUCCEEDED' }));
    expect(done.executions?.map(({ name }) => name)).toEqual(['c']);
  });

  it('can be stopped, with a reason', async () => {
    const executionArn = await start(await create('holder', HOLD), 'one');
    const { stopDate } = await client.send(
      new StopExecutionCommand({ executionArn, error: 'Enough', cause: 'of this' }),
    );
    expect(stopDate).toEqual(new Date(lab.clock.now()));
    expect(await client.send(new DescribeExecutionCommand({ executionArn }))).toMatchObject({
      status: 'ABORTED',
      error: 'Enough',
      cause: 'of this',
      redriveStatus: 'REDRIVABLE',
    });
    await expect(
      client.send(new SendTaskSuccessCommand({ taskToken: tokens[0], output: '1' })),
    ).rejects.toMatchObject({ name: 'TaskTimedOut' });
  });
});

describe('the history', () => {
  it('is written as on AWS', async () => {
    const executionArn = await start(await create('greeter', PASS), 'one', '{"name":"Ada"}');
    const { events } = await client.send(new GetExecutionHistoryCommand({ executionArn }));
    const timestamp = new Date(lab.clock.now());
    const input = '{"name":"Ada"}';
    expect(events).toEqual([
      {
        id: 1,
        previousEventId: 0,
        timestamp,
        type: 'ExecutionStarted',
        executionStartedEventDetails: { input, inputDetails: { truncated: false }, roleArn },
      },
      {
        id: 2,
        previousEventId: 0,
        timestamp,
        type: 'PassStateEntered',
        stateEnteredEventDetails: { name: 'Greet', input, inputDetails: { truncated: false } },
      },
      {
        id: 3,
        previousEventId: 2,
        timestamp,
        type: 'PassStateExited',
        stateExitedEventDetails: {
          name: 'Greet',
          output: '"hello Ada"',
          outputDetails: { truncated: false },
          assignedVariables: { who: '"you"' },
          assignedVariablesDetails: { truncated: false },
        },
      },
      {
        id: 4,
        previousEventId: 3,
        timestamp,
        type: 'ExecutionSucceeded',
        executionSucceededEventDetails: { output: '"hello Ada"', outputDetails: { truncated: false } },
      },
    ]);
    const bare = await client.send(
      new GetExecutionHistoryCommand({ executionArn, includeExecutionData: false }),
    );
    expect(bare.events?.[1]?.stateEnteredEventDetails).toEqual({ name: 'Greet' });
    expect(bare.events?.[2]?.stateExitedEventDetails).toEqual({
      name: 'Greet',
      assignedVariables: { who: '"you"' },
      assignedVariablesDetails: { truncated: false },
    });
  });

  it.each([false, true])('comes in pages, reversed: %s', async (reverseOrder) => {
    const executionArn = await start(await create('greeter', PASS), 'one');
    const ids: (number | undefined)[] = [];
    let pages = 0;
    for await (const { events } of paginateGetExecutionHistory(
      { client, pageSize: 3 },
      { executionArn, reverseOrder },
    )) {
      ids.push(...(events?.map(({ id }) => id) ?? []));
      pages += 1;
    }
    expect([pages, ids]).toEqual([2, reverseOrder ? [4, 3, 2, 1] : [1, 2, 3, 4]]);
  });

  it('refuses the page token of another one', async () => {
    const stateMachineArn = await create('greeter', PASS);
    const [one, two] = [await start(stateMachineArn, 'one'), await start(stateMachineArn, 'two')];
    const { nextToken } = await client.send(
      new GetExecutionHistoryCommand({ executionArn: one, maxResults: 2 }),
    );
    await expect(
      client.send(new GetExecutionHistoryCommand({ executionArn: two, nextToken })),
    ).rejects.toMatchObject({ name: 'InvalidToken' });
  });
});

describe('tasks', () => {
  it('answer by token', async () => {
    const stateMachineArn = await create('holder', HOLD);
    const [done, failed] = [await start(stateMachineArn, 'one'), await start(stateMachineArn, 'two')];
    await client.send(new SendTaskHeartbeatCommand({ taskToken: tokens[0] }));
    await client.send(new SendTaskSuccessCommand({ taskToken: tokens[0], output: '"fine"' }));
    await client.send(new SendTaskFailureCommand({ taskToken: tokens[1], error: 'Bad', cause: 'luck' }));
    expect(await client.send(new DescribeExecutionCommand({ executionArn: done }))).toMatchObject({
      output: '"fine"',
    });
    expect(await client.send(new DescribeExecutionCommand({ executionArn: failed }))).toMatchObject({
      error: 'Bad',
      cause: 'luck',
    });
    await expect(
      client.send(new SendTaskSuccessCommand({ taskToken: 'none', output: '1' })),
    ).rejects.toMatchObject({
      name: 'InvalidToken',
    });
  });
});

describe('a redrive', () => {
  it('goes on from what failed and keeps what succeeded', async () => {
    const work = { Type: 'Task', Resource: FUNCTION, End: true };
    const definition = JSON.stringify({
      QueryLanguage: 'JSONata',
      StartAt: 'Both',
      States: {
        Both: {
          Type: 'Parallel',
          Branches: [
            { StartAt: 'Easy', States: { Easy: { Type: 'Pass', Output: 'easy', End: true } } },
            { StartAt: 'Hard', States: { Hard: work } },
          ],
          End: true,
        },
      },
    });
    const executionArn = await start(await create('both', definition), 'one');
    expect(await client.send(new DescribeExecutionCommand({ executionArn }))).toMatchObject({
      status: 'FAILED',
      error: 'RangeError',
      cause: 'still broken',
    });
    isBroken = false;
    await client.send(new RedriveExecutionCommand({ executionArn }));
    await lab.clock.runUntilIdle();
    expect(await client.send(new DescribeExecutionCommand({ executionArn }))).toMatchObject({
      status: 'SUCCEEDED',
      output: '["easy","sent"]',
      redriveCount: 1,
    });
    const types = await lab.eventTypes(executionArn);
    expect(types.filter((type) => type === 'PassStateEntered')).toHaveLength(1);
    expect(types).toContain('ExecutionRedriven');
    await expect(client.send(new RedriveExecutionCommand({ executionArn }))).rejects.toMatchObject({
      name: 'ExecutionNotRedrivable',
    });
  });
});

describe('the server', () => {
  it('says so when it does not know an action', async () => {
    const response = await fetch(server.url, {
      method: 'POST',
      headers: { 'x-amz-target': 'AWSStepFunctions.TestState' },
      body: '{}',
    });
    expect([response.status, await response.json()]).toEqual([
      400,
      { __type: 'UnknownOperationException', message: 'TestState is not implemented' },
    ]);
  });

  it('refuses a body that is no JSON', async () => {
    const response = await fetch(server.url, {
      method: 'POST',
      headers: { 'x-amz-target': 'AWSStepFunctions.ListStateMachines' },
      body: '{',
    });
    expect([response.status, await response.json()]).toMatchObject([400, { __type: 'ValidationException' }]);
  });

  it('rejects when the port is taken', async () => {
    const port = Number(new URL(server.url).port);
    await expect(startStepFunctionsServer({ engine: lab.engine, port })).rejects.toMatchObject({
      code: 'EADDRINUSE',
    });
  });
});
