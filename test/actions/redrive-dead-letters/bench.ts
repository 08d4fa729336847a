import type { ActionBench } from '../action-bench.ts';
import {
  countIn,
  diedTwice,
  dlqDepth,
  empty,
  logsSaying,
  now,
  scenario,
} from '../dead-letters/letters-bench.ts';

const target = {
  queue: 'orders-dlq',
  source: 'orders',
  functionName: 'orders',
  repeat: 'safe',
  quarantine: 'none',
};
const said = 'Error: connect ECONNREFUSED 10.0.0.7:5432';
export const params = {
  ...target,
  reason: { text: said, at: '2026-03-01T04:50:00.000Z', isByTime: true },
  perSecond: 10,
};

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
