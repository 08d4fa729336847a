import type {
  DeadLettersEvidence,
  SeenDeaths,
  SeenQueue,
} from '../../../../lambdas/evidence/dead-letters/dead-letters-found.ts';

/** 28 messages that the consumer cannot read; they stay until it is mended. */
export function seenDeaths(parts: Partial<SeenDeaths> = {}): SeenDeaths {
  return {
    class: 'schema',
    confidence: 0.8,
    reasons: ['they died within minutes'],
    count: 28,
    firstAt: '2026-11-23T02:01:00.000Z',
    lastAt: '2026-11-23T02:09:00.000Z',
    pattern: 'burst',
    diedTwice: 0,
    bodyShape: '{orderId: text}',
    sample: 'TypeError: no currency in message <id>',
    stays: 'the consumer was not changed since',
    ...parts,
  };
}

export function seenQueue(parts: Partial<SeenQueue> = {}): SeenQueue {
  return {
    resource: 'dead-letter-queue:ledger-dlq',
    queue: 'ledger-dlq',
    source: 'ledger',
    consumer: 'ledger',
    repeat: 'safe',
    depth: 31,
    looked: 31,
    notLooked: null,
    oldestSentAt: '2026-11-23T02:00:30.000Z',
    firstExpiresAt: '2026-12-07T02:00:30.000Z',
    oldestSeconds: null,
    groups: [
      seenDeaths(),
      seenDeaths({ class: 'unknown', count: 3, confidence: 0.2, stays: 'nobody knows' }),
    ],
    others: 0,
    logsMissing: null,
    link: 'https://console.example/queues',
    command: 'npx firebreak dlq classify ledger --queue ledger-dlq',
    ...parts,
  };
}

export function deadLettersOf(parts: Partial<DeadLettersEvidence> = {}): DeadLettersEvidence {
  return {
    kind: 'dead-letters',
    status: 'available',
    gatheredAt: '2026-11-23T02:10:00.000Z',
    queues: [seenQueue()],
    ...parts,
  };
}
