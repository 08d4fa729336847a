// One Lambda execution environment: loads a deployed bundle and runs events, in the local world's time.
import { createRequire } from 'node:module';
import { parentPort, workerData } from 'node:worker_threads';

let aheadMs = 0;
const RealDate = Date;
globalThis.Date = class extends RealDate {
  constructor(...parts) {
    if (parts.length === 0) super(RealDate.now() + aheadMs);
    else super(...parts);
  }

  static now() {
    return RealDate.now() + aheadMs;
  }
};

let handler;

parentPort.on('message', (message) => void answer(message));

async function answer({ requestId, event, aheadMs: ahead, functionName, timeoutSeconds }) {
  aheadMs = ahead;
  const deadline = RealDate.now() + timeoutSeconds * 1000;
  const context = {
    awsRequestId: requestId,
    functionName,
    functionVersion: '$LATEST',
    invokedFunctionArn: `arn:aws:lambda:${process.env.AWS_REGION}:000000000000:function:${functionName}`,
    memoryLimitInMB: '256',
    logGroupName: `/aws/lambda/${functionName}`,
    logStreamName: 'local',
    callbackWaitsForEmptyEventLoop: false,
    getRemainingTimeInMillis: () => Math.max(0, deadline - RealDate.now()),
  };
  parentPort.postMessage({ requestId, result: await run(event, context) });
}

async function run(event, context) {
  try {
    handler ??= createRequire(workerData.bundle)(workerData.bundle).handler;
    const payload = await handler(event, context);
    return { payload: payload === undefined ? null : JSON.parse(JSON.stringify(payload)) };
  } catch (error) {
    const { name, message, stack } = error instanceof Error ? error : new Error(String(error));
    return {
      functionError: {
        errorType: name,
        errorMessage: message,
        trace: (stack ?? '').split('\n').slice(0, 12),
      },
    };
  }
}
