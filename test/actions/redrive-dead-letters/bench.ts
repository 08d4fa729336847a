import type { ActionBench } from '../action-bench.ts';
import {
  countIn,
  diedTwice,
  dlqDepth,
  empty,
  logsSaying,
  now,
  redriveParams as params,
  refusedConnection as said,
  scenario,
  redriveTarget as target,
} from '../dead-letters/letters-bench.ts';

/** Their dependency is back for long. */
export const bench: ActionBench = {
  scenario,
  now,
  target,
  change: null,
  evidence: [dlqDepth(60), logsSaying(said)],
  unplannable: {
    'there is no evidence': { evidence: [] },
    'the queue is empty as far as is known': { evidence: [dlqDepth(0), logsSaying(said)] },
    'nobody knows how much is in it': { evidence: [dlqDepth(null), logsSaying(said)] },
  },
  params,
  wrongParams: [
    ['queue', { ...params, queue: '' }],
    ['repeat', { ...params, repeat: 'mostly' }],
    ['perSecond', { ...params, perSecond: 5000 }],
  ],
  look: (account) => countIn(account, 'orders-dlq'),
  worksLater: true,
  afterExecution: 60,
  settlesAfterMinutes: 20,
  interfere: empty,
  stale: {
    'no dead letter is there': empty,
    'all of them were put back before and died again': diedTwice,
  },
  otherPermissions: {
    'sqs:CancelMessageMoveTask': 'too many of what SQS moves die again, or somebody stops it',
  },
};
