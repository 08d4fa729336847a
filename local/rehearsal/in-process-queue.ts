import { sealDelivery } from '../../lambdas/adapters/aws/queue/delivery-envelope.ts';
import type { InvokeLambda } from '../step-functions/task-executors/lambda.ts';
import type { InMemoryAlertQueue } from './memory/in-memory-alert-queue.ts';

/** SQS in this process: what waits goes to correlate-alerts at once. */
export function createInProcessQueue(queue: InMemoryAlertQueue, invoke: InvokeLambda) {
  let deliveries = 0;
  /** What functions have sent. Rejects when it must be sent again. */
  const deliverWaiting = async (): Promise<void> => {
    const Records = queue.drain().map((delivery) => ({
      messageId: delivery.id,
      body: sealDelivery(delivery).message,
      attributes: { ApproximateReceiveCount: '1' },
    }));
    if (Records.length === 0) return;
    const result = await invoke('correlate-alerts', { Records });
    if ('functionError' in result) throw new Error(result.functionError.errorMessage);
    const { batchItemFailures } = result.payload as { batchItemFailures: readonly unknown[] };
    if (batchItemFailures.length > 0) throw new Error('The delivery was not processed');
  };
  return {
    deliverWaiting,
    /** An accepted delivery. Rejects when it must be sent again. */
    async deliver(source: string, body: string, receivedAt: Date): Promise<void> {
      deliveries += 1;
      const id = `dlv_${String(deliveries).padStart(26, '0')}`;
      await queue.send({ id, source, receivedAt: receivedAt.toISOString(), headers: {}, body });
      await deliverWaiting();
    },
  };
}
