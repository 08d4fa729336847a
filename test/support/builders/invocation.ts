import type { APIGatewayProxyEvent, Context, SQSRecord } from 'aws-lambda';
import type { Log } from '../../../lambdas/runtime/log/log.ts';
import type { Invocation } from '../../../lambdas/runtime/middleware/task.ts';

/** A Lambda context, as far as the frames around handlers read it. */
export function aContext(overrides: Partial<Context> = {}): Context {
  return {
    callbackWaitsForEmptyEventLoop: false,
    functionName: 'firebreak-test-function',
    functionVersion: '$LATEST',
    invokedFunctionArn: 'arn:aws:lambda:us-east-1:000000000000:function:firebreak-test-function',
    memoryLimitInMB: '512',
    awsRequestId: 'request-1',
    logGroupName: '/aws/lambda/firebreak-test-function',
    logStreamName: 'stream',
    getRemainingTimeInMillis: () => 30_000,
    done: () => {},
    fail: () => {},
    succeed: () => {},
    ...overrides,
  };
}

const silent: Log = { info: () => {}, warn: () => {}, error: () => {}, appendKeys: () => {} };

/** What a task gets with an event where no Lambda is around it. */
export function anInvocation(log = silent): Invocation {
  return { log, count: () => {}, timeLeft: () => 30_000 };
}

/** A REST proxy event; `resource` is the route, and by default also the path. */
export function anHttpEvent(
  httpMethod: string,
  resource: string,
  overrides: Partial<APIGatewayProxyEvent> = {},
): APIGatewayProxyEvent {
  const stage = 'test';
  return {
    resource,
    path: resource,
    httpMethod,
    headers: {},
    multiValueHeaders: {},
    queryStringParameters: null,
    multiValueQueryStringParameters: null,
    pathParameters: null,
    stageVariables: null,
    body: null,
    isBase64Encoded: false,
    requestContext: {
      accountId: '000000000000',
      apiId: 'api',
      authorizer: null,
      protocol: 'HTTP/1.1',
      httpMethod,
      path: `/${stage}${resource}`,
      requestId: 'request-1',
      requestTimeEpoch: 0,
      resourceId: 'resource',
      resourcePath: resource,
      stage,
      identity: {
        accessKey: null,
        accountId: null,
        apiKey: null,
        apiKeyId: null,
        caller: null,
        clientCert: null,
        cognitoAuthenticationProvider: null,
        cognitoAuthenticationType: null,
        cognitoIdentityId: null,
        cognitoIdentityPoolId: null,
        principalOrgId: null,
        sourceIp: '127.0.0.1',
        user: null,
        userAgent: null,
        userArn: null,
      },
    },
    ...overrides,
  };
}

/** A message of the alerts queue. */
export function anSqsRecord(body: string, messageId = 'm-1'): SQSRecord {
  return {
    messageId,
    receiptHandle: 'r',
    body,
    attributes: {
      ApproximateReceiveCount: '1',
      SentTimestamp: '1795399330000',
      SenderId: 's',
      ApproximateFirstReceiveTimestamp: '1795399330000',
    },
    messageAttributes: {},
    md5OfBody: '',
    eventSource: 'aws:sqs',
    eventSourceARN: 'arn:aws:sqs:eu-west-1:111122223333:alerts',
    awsRegion: 'eu-west-1',
  };
}

/** What `run` writes to standard output and error, line by line: the log of a function. */
export async function logLinesOf(run: () => Promise<unknown>): Promise<readonly string[]> {
  const lines: string[] = [];
  const streams = [process.stdout, process.stderr];
  const originals = streams.map((stream) => stream.write.bind(stream));
  for (const stream of streams) {
    stream.write = (chunk: string | Uint8Array) => {
      lines.push(...String(chunk).split('\n').filter(Boolean));
      return true;
    };
  }
  try {
    await run();
  } finally {
    streams.forEach((stream, index) => {
      const original = originals[index];
      if (original !== undefined) stream.write = original;
    });
  }
  return lines;
}
