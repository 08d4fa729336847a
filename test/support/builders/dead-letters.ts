import type { DeadLetter } from '../../../lambdas/domain/dead-letters/dead-letter.ts';

/** A message that SQS moved itself after three receives. */
export function aDeadLetter(parts: Partial<DeadLetter> = {}): DeadLetter {
  return {
    id: '3f1c9a52-0b7e-4c7e-9f0e-0a6f6f1d2b11',
    body: '{"orderId":"o-1","amount":12}',
    sentAt: '2026-03-01T02:00:00.000Z',
    receiveCount: 3,
    firstReceivedAt: '2026-03-01T02:00:01.000Z',
    system: { DeadLetterQueueSourceArn: 'arn:aws:sqs:eu-west-1:111122223333:orders' },
    attributes: {},
    ...parts,
  };
}
