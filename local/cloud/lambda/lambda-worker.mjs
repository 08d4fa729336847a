// One Lambda execution environment: loads a deployed bundle and runs events, in the local world's time.
import { createRequire } from 'node:module';
import { parentPort, workerData } from 'node:worker_threads';
import { replaceDate } from '../replace-date.mjs';

let world = { nowMs: Date.now(), monotonicMs: monotonicMs() };
replaceDate(() => world.nowMs + (monotonicMs() - world.monotonicMs));

let handler;

parentPort.on('message', (message) => void answer(message));

async function answer({ requestId, event, world: reading, functionName, timeoutSeconds }) {
  world = reading;
  const deadline = monotonicMs() + timeoutSeconds * 1000;
  const context = {
    awsRequestId: requestId,
    functionName,
    functionVersion: '$LATEST',
    invokedFunctionArn: `arn:aws:lambda:${process.env.AWS_REGION}:000000000000:function:${functionName}`,
    memoryLimitInMB: '256',
    logGroupName: `/aws/lambda/${functionName}`,
    logStreamName: 'local',
    callbackWaitsForEmptyEventLoop: false,
    getRemainingTimeInMillis: () => Math.max(0, deadline - monotonicMs()),
  };
  parentPort.postMessage({ requestId, result: await run(event, context) });
}

async function run(event, context) {
  try {
    handler ??= load();
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

function load() {
  const { bundle, wrapper } = workerData;
  const require = createRequire(bundle);
  if (wrapper !== undefined) require(wrapper);
  return require(bundle).handler;
}

/** The same count in every thread, so that functions that work at one time agree. */
function monotonicMs() {
  return Number(process.hrtime.bigint()) / 1e6;
}
