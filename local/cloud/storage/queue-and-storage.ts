import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { mostReceives } from '../../../lambdas/ports/alert-queue.ts';
import { localArn } from '../state/local-account.ts';

export interface QueueAndStorage {
  /** Endpoint of SQS and S3. */
  readonly url: string;
  readonly alertsQueueUrl: string;
  stop(): Promise<void>;
}

export const LEDGER_BUCKET = 'firebreak-local-ledger';
export const DOCUMENTS_BUCKET = 'firebreak-local-documents';
const ALERTS = 'firebreak-local-alerts';

/** SQS and S3 on disk. The package listens on every address; here it is held to the loopback. `computerMs`: the time it counts from. */
export async function startQueueAndStorage(
  dataDir: string,
  computerMs = Date.now(),
  report: (error: unknown) => void = () => {},
): Promise<QueueAndStorage> {
  const worker = new Worker(new URL('./queue-and-storage-worker.mjs', import.meta.url), {
    workerData: {
      dataDir,
      computerMs,
      init: {
        queues: [
          { name: `${ALERTS}-dlq` },
          {
            name: ALERTS,
            attributes: {
              // On AWS 360: a process that was killed is back sooner here than a function there.
              VisibilityTimeout: '60',
              RedrivePolicy: JSON.stringify({
                deadLetterTargetArn: localArn('sqs', `${ALERTS}-dlq`),
                maxReceiveCount: String(mostReceives),
              }),
            },
          },
        ],
        buckets: [LEDGER_BUCKET, DOCUMENTS_BUCKET],
      },
    },
    // Node.js 22 says at each start that SQLite is experimental.
    execArgv: ['--disable-warning=ExperimentalWarning'],
  });
  // Rejects with what the thread failed with.
  const [{ port }] = await once(worker, 'message');
  worker.on('message', ({ shortage }: { readonly shortage?: string }) => report(new Error(shortage)));
  const url = `http://127.0.0.1:${Number(port)}`;
  return {
    url,
    alertsQueueUrl: `${url}/000000000000/${ALERTS}`,
    stop: async () => {
      const ended = once(worker, 'exit');
      worker.postMessage({ stop: true });
      await ended;
    },
  };
}
