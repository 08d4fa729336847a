// SQS and S3 in a thread of their own: each message and object is waited for until the disk has it.
import diagnostics from 'node:diagnostics_channel';
import { parentPort, workerData } from 'node:worker_threads';
import { startFauxqs } from 'fauxqs';
import { refuseForeign } from '../http/loopback-server.ts';
import { replaceDate } from '../replace-date.mjs';
import { shortageOf } from '../state/shortage.ts';
import { SteadyTime } from '../state/steady-time.ts';

const { computerMs, alertsQueue, ...settings } = workerData;
const time = new SteadyTime(computerMs);
// A message must not stay invisible for hours because the computer was set back.
replaceDate(() => time.now());

const server = await onLoopbackOnly(() =>
  startFauxqs({ port: 0, logger: false, host: '127.0.0.1', ...settings }),
);
// What the disk did not take was not answered: its sender tries again.
process.on('uncaughtException', (error) => {
  if (shortageOf(error) === null) throw error;
  parentPort.postMessage({ shortage: error.message });
});
parentPort.once('message', () => void stop());
const inFlight = server.inspectQueue(alertsQueue)?.messages.inflight ?? [];
parentPort.postMessage({ port: server.port, inFlight: inFlight.map(({ receiptHandle }) => receiptHandle) });

async function stop() {
  await server.stop();
  parentPort.close();
}

/**
 * https://nodejs.org/api/diagnostics_channel.html: the message carries the very options that listen uses, and the server, which answers
 * under any host name and to the pages of any site unless somebody stands before it.
 */
async function onLoopbackOnly(start) {
  const listening = 'tracing:net.server.listen:asyncStart';
  const hold = (message) => {
    message.options.host = '127.0.0.1';
    refuseForeign(message.server);
  };
  diagnostics.subscribe(listening, hold);
  try {
    return await start();
  } finally {
    diagnostics.unsubscribe(listening, hold);
  }
}
