import { redriveAttribute } from '../../../lambdas/domain/dead-letters/dead-letter.ts';
import type { LogsEvidence } from '../../../lambdas/domain/records/evidence.ts';
import type { Account } from '../../../local/world/account.ts';
import type { ServiceContext } from '../../../local/world/protocol/aws-service.ts';
import { sqs } from '../../../local/world/services/sqs/sqs.ts';
import { isThere, messagesOf, type SqsState } from '../../../local/world/services/sqs/sqs-state.ts';
import { aScenario } from '../../support/builders/account-scenario.ts';
import { aReading, metricsEvidence } from '../../support/builders/builders.ts';

export const now = new Date('2026-03-01T06:00:00.000Z');

/** Sixty messages died an hour ago. */
export const scenario = aScenario({
  queues: [
    {
      name: 'orders',
      deadLetterQueue: 'orders-dlq',
      quarantineQueue: 'orders-aside',
      deadLetters: 60,
      deadLetterMinutesAgo: 60,
      visibilityTimeoutSeconds: 60,
    },
  ],
});

export function dlqDepth(current: number | null) {
  return metricsEvidence([aReading({ name: 'dlqDepth', unit: 'count', current, baseline: null })]);
}

/** What the consumer's log said anew. */
export function logsSaying(sample: string): LogsEvidence {
  return {
    kind: 'logs',
    status: 'available',
    gatheredAt: '2026-03-01T05:00:00.000Z',
    before: { from: '2026-03-01T03:00:00.000Z', until: '2026-03-01T04:00:00.000Z' },
    after: { from: '2026-03-01T04:50:00.000Z', until: '2026-03-01T05:10:00.000Z' },
    patterns: [{ pattern: sample, sample, countBefore: 0, countAfter: 60, firstSeenAt: null, isNew: true }],
    truncated: false,
    query: 'fields @message',
    link: null,
  };
}

export function contextOf(account: Account, nowMs = now.getTime()): ServiceContext<SqsState> {
  return {
    state: account.stateOf(sqs),
    scenario,
    account,
    nowMs,
    mostPerPage: 100,
    save: () => {},
    stateOf: (other) => account.stateOf(other),
    statistics: () => () => () => null,
  };
}

/** How many messages lie in a queue at the end of whatever is done. */
export function countIn(account: Account, queue: string): number {
  const context = contextOf(account, now.getTime() + 3_600_000);
  return messagesOf(context, queue).filter((message) => isThere(message, context.nowMs)).length;
}

export function empty(account: Account): void {
  for (const message of messagesOf(contextOf(account), 'orders-dlq')) message.until = 0;
}

export function diedTwice(account: Account): void {
  for (const message of messagesOf(contextOf(account), 'orders-dlq')) {
    Object.assign(message, {
      attributes: { [redriveAttribute]: { DataType: 'String', StringValue: 'x/1' } },
    });
  }
}

export const redriveTarget = {
  queue: 'orders-dlq',
  source: 'orders',
  functionName: 'orders',
  repeat: 'safe',
  quarantine: 'none',
};
export const refusedConnection = 'Error: connect ECONNREFUSED 10.0.0.7:5432';
export const redriveParams = {
  ...redriveTarget,
  reason: { text: refusedConnection, at: '2026-03-01T04:50:00.000Z', isByTime: true },
  perSecond: 10,
};
