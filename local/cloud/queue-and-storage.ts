import diagnostics from 'node:diagnostics_channel';
import { startFauxqs } from 'fauxqs';
import { localArn } from './local-account.ts';

export interface QueueAndStorage {
  /** Endpoint of SQS and S3. */
  readonly url: string;
  readonly alertsQueueUrl: string;
  stop(): Promise<void>;
}

export const LEDGER_BUCKET = 'firebreak-local-ledger';
export const DOCUMENTS_BUCKET = 'firebreak-local-documents';
const ALERTS = 'firebreak-local-alerts';

/** SQS and S3 on disk. The package listens on every address; here it is held to the loopback. */
export async function startQueueAndStorage(dataDir: string): Promise<QueueAndStorage> {
  const server = await onLoopbackOnly(() =>
    startFauxqs({
      port: 0,
      logger: false,
      host: '127.0.0.1',
      dataDir,
      init: {
        queues: [
          { name: `${ALERTS}-dlq` },
          {
            name: ALERTS,
            attributes: {
              VisibilityTimeout: '60',
              RedrivePolicy: JSON.stringify({
                deadLetterTargetArn: localArn('sqs', `${ALERTS}-dlq`),
                maxReceiveCount: '5',
              }),
            },
          },
        ],
        buckets: [LEDGER_BUCKET, DOCUMENTS_BUCKET],
      },
    }),
  );
  const url = `http://127.0.0.1:${server.port}`;
  return { url, alertsQueueUrl: `${url}/000000000000/${ALERTS}`, stop: () => server.stop() };
}

/** https://nodejs.org/api/diagnostics_channel.html: the message carries the very options that listen uses. */
async function onLoopbackOnly<T>(start: () => Promise<T>): Promise<T> {
  const listening = 'tracing:net.server.listen:asyncStart';
  const hold = (message: unknown): void => {
    (message as { options: { host?: string } }).options.host = '127.0.0.1';
  };
  diagnostics.subscribe(listening, hold);
  try {
    return await start();
  } finally {
    diagnostics.unsubscribe(listening, hold);
  }
}
