import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { ChangeMessageVisibilityCommand, SetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { mostReceives } from '../../../lambdas/ports/alert-queue.ts';
import { localArn, localClient } from '../state/local-account.ts';

export interface QueueAndStorage {
  /** Endpoint of SQS and S3. */
  readonly url: string;
  readonly alertsQueueUrl: string;
  stop(): Promise<void>;
}

export const LEDGER_BUCKET = 'firebreak-local-ledger';
export const DOCUMENTS_BUCKET = 'firebreak-local-documents';
const ALERTS = 'firebreak-local-alerts';

export interface QueueAndStorageOptions {
  /** The time it counts from, epoch milliseconds. */
  readonly computerMs?: number;
  /** For how long a message that was received stays invisible. */
  readonly visibilitySeconds?: number;
  /** Further buckets, beside Firebreak's own. */
  readonly buckets?: readonly string[];
  readonly report?: (error: unknown) => void;
}

/** SQS and S3 on disk. The package listens on every address; here it is held to the loopback. */
export async function startQueueAndStorage(
  dataDir: string,
  {
    computerMs = Date.now(),
    visibilitySeconds = 360,
    buckets = [],
    report = () => {},
  }: QueueAndStorageOptions = {},
): Promise<QueueAndStorage> {
  const worker = new Worker(new URL('./queue-and-storage-worker.mjs', import.meta.url), {
    workerData: {
      dataDir,
      computerMs,
      alertsQueue: ALERTS,
      init: {
        queues: [
          { name: `${ALERTS}-dlq` },
          {
            name: ALERTS,
            attributes: {
              RedrivePolicy: JSON.stringify({
                deadLetterTargetArn: localArn('sqs', `${ALERTS}-dlq`),
                maxReceiveCount: String(mostReceives),
              }),
            },
          },
        ],
        buckets: [LEDGER_BUCKET, DOCUMENTS_BUCKET, ...buckets],
      },
    },
    // Node.js 22 says at each start that SQLite is experimental.
    execArgv: ['--disable-warning=ExperimentalWarning'],
  });
  // Rejects with what the thread failed with.
  const [{ port, inFlight }] = await once(worker, 'message');
  worker.on('message', ({ shortage }: { readonly shortage?: string }) => report(new Error(shortage)));
  const url = `http://127.0.0.1:${Number(port)}`;
  const alertsQueueUrl = `${url}/000000000000/${ALERTS}`;
  const handles: readonly string[] = inFlight;
  await setVisibility(url, alertsQueueUrl, visibilitySeconds, handles);
  return {
    url,
    alertsQueueUrl,
    stop: async () => {
      const ended = once(worker, 'exit');
      worker.postMessage({ stop: true });
      await ended;
    },
  };
}

/**
 * Also of a queue that was made before. What a process held that has ended comes back: here nobody else can hold it.
 * After a second: the package fails to keep a message that is to be back at once.
 */
async function setVisibility(
  endpoint: string,
  QueueUrl: string,
  seconds: number,
  inFlight: readonly string[],
): Promise<void> {
  const client = new SQSClient(localClient(endpoint));
  const Attributes = { VisibilityTimeout: String(seconds) };
  await client.send(new SetQueueAttributesCommand({ QueueUrl, Attributes }));
  for (const ReceiptHandle of inFlight) {
    await client.send(new ChangeMessageVisibilityCommand({ QueueUrl, ReceiptHandle, VisibilityTimeout: 1 }));
  }
  client.destroy();
}
