import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { InvokeLambda } from '../../../../local/step-functions/task-executors/lambda.ts';
import { createTaskExecutor } from '../../../../local/step-functions/task-executors/task-executor.ts';
import {
  isJsonObject,
  type Json,
  type JsonObject,
  parseJson,
} from '../../../../local/step-functions/values/json.ts';
import { laboratory, only } from '../../../support/builders/laboratory.ts';

interface Call {
  readonly target: string | undefined;
  readonly body: Json;
}

let server: Server;
let url: string;
let calls: Call[];
let result: { status: number; body: JsonObject };

beforeEach(async () => {
  calls = [];
  result = { status: 200, body: {} };
  server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      calls.push({
        target: String(request.headers['x-amz-target']),
        body: parseJson(Buffer.concat(chunks).toString()),
      });
      response.writeHead(result.status).end(JSON.stringify(result.body));
    });
  });
  await new Promise<void>((resume) => {
    server.listen(0, '127.0.0.1', resume);
  });
  const address: AddressInfo | string | null = server.address();
  url = typeof address === 'object' ? `http://127.0.0.1:${address?.port}` : '';
});
afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resume) => {
    server.close(resume);
  });
});

const lambda: InvokeLambda = async (name, payload) => {
  if (payload === 'throw') {
    return { functionError: { errorType: 'PlanStaleError', errorMessage: 'too old', trace: ['at x'] } };
  }
  return { payload: { name, payload } };
};

/** Runs one task for real; the clock stands still while it is done. */
async function run(Resource: string, Arguments: Json) {
  const executor = createTaskExecutor({
    invokeLambda: lambda,
    endpoints: { sqs: url, dynamodb: url, sfn: url },
  });
  const lab = laboratory({
    invokeTask: async (request) => {
      const release = lab.clock.hold();
      try {
        return await executor.invokeTask(request);
      } finally {
        release();
      }
    },
  });
  return lab.run(only({ Type: 'Task', Resource, Arguments }));
}

describe('Lambda tasks', () => {
  it('give what the function gave', async () => {
    const { output } = await run('arn:aws:lambda:us-east-1:1:function:work:live', { a: 1 });
    expect(output).toEqual({ name: 'work', payload: { a: 1 } });
  });

  it('give the response of Invoke as a service', async () => {
    const { output } = await run('arn:aws:states:::lambda:invoke', { FunctionName: 'work', Payload: [1] });
    expect(output).toMatchObject({
      ExecutedVersion: '$LATEST',
      StatusCode: 200,
      Payload: { name: 'work', payload: [1] },
    });
  });

  it.each([
    ['arn:aws:lambda:us-east-1:1:function:work', 'throw'],
    [
      'arn:aws:states:::lambda:invoke',
      { FunctionName: 'arn:aws:lambda:us-east-1:1:function:work', Payload: 'throw' },
    ],
  ])('of %s fail with the name of what the function threw', async (resource, given: Json) => {
    const { error, cause } = await run(resource, given);
    expect(error).toBe('PlanStaleError');
    expect(parseJson(cause ?? '')).toEqual({
      errorType: 'PlanStaleError',
      errorMessage: 'too old',
      trace: ['at x'],
    });
  });
});

describe('service tasks', () => {
  it('send a message, with an object as its text', async () => {
    result.body = { MessageId: 'm1' };
    const { output } = await run('arn:aws:states:::sqs:sendMessage', {
      QueueUrl: 'q',
      MessageBody: { a: 1 },
    });
    expect(calls).toEqual([
      { target: 'AmazonSQS.SendMessage', body: { QueueUrl: 'q', MessageBody: '{"a":1}' } },
    ]);
    expect(output).toMatchObject({ MessageId: 'm1', SdkHttpMetadata: { HttpStatusCode: 200 } });
  });

  it('call any action of a service with a JSON protocol', async () => {
    result.body = { Item: { id: { S: '1' } } };
    const given = { TableName: 't', Key: { id: { S: '1' } } };
    expect((await run('arn:aws:states:::aws-sdk:dynamodb:getItem', given)).output).toEqual(result.body);
    expect(calls).toEqual([{ target: 'DynamoDB_20120810.GetItem', body: given }]);
  });

  it('write members as the service does', async () => {
    result.body = { executionArn: 'arn:e', startDate: 1 };
    const given = { StateMachineArn: 'arn:m', Input: { a: 1 } };
    expect((await run('arn:aws:states:::aws-sdk:sfn:startExecution', given)).output).toEqual({
      ExecutionArn: 'arn:e',
      StartDate: '1970-01-01T00:00:01.000Z',
    });
    expect(calls[0]?.body).toEqual({ stateMachineArn: 'arn:m', input: '{"a":1}' });
  });

  it('fail with the name of an exception, whatever the service calls it', async () => {
    result = { status: 400, body: { __type: 'StateMachineDoesNotExist', message: 'none' } };
    expect(await run('arn:aws:states:::aws-sdk:sfn:startExecution', {})).toMatchObject({
      error: 'Sfn.StateMachineDoesNotExistException',
      cause: 'none (Status Code: 400; Error Code: StateMachineDoesNotExist)',
    });
  });

  it('fail with the name of the service and of its error', async () => {
    result = {
      status: 400,
      body: { __type: 'com.amazonaws#ResourceNotFoundException', message: 'no table' },
    };
    expect(await run('arn:aws:states:::dynamodb:putItem', {})).toMatchObject({
      error: 'DynamoDB.ResourceNotFoundException',
      cause: 'no table (Status Code: 400; Error Code: ResourceNotFoundException)',
    });
  });
});

describe('what cannot be run', () => {
  const { refuseResource } = createTaskExecutor({
    invokeLambda: lambda,
    endpoints: { sqs: 'http://127.0.0.1' },
  });

  it.each([
    ['arn:aws:states:::sqs:sendMessage.waitForTaskToken', undefined],
    ['arn:aws:states:::lambda:invoke.waitForTaskToken', undefined],
    ['arn:aws:states:::lambda:listFunctions', 'not implemented'],
    ['arn:aws:states:::aws-sdk:dynamodb:getItem', 'No endpoint is configured for dynamodb'],
    ['arn:aws:states:::glue:startJobRun.sync', 'The integration pattern'],
    ['arn:aws:states:::glue:startJobRun', 'The service of'],
    ['arn:aws:states:us-east-1:1:activity:a', 'not implemented'],
  ])('%s: %s', (arn, refusal) => {
    const refused = refuseResource(arn);
    if (refusal === undefined) expect(refused).toBeUndefined();
    else expect(refused).toContain(refusal);
  });
});

it('reads JSON objects only as objects', () => {
  expect([isJsonObject([]), isJsonObject(null), isJsonObject({})]).toEqual([false, false, true]);
});
