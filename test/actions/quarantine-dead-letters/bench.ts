import type { ActionBench } from '../action-bench.ts';
import { countIn, dlqDepth, empty, logsSaying, now, scenario } from '../dead-letters/letters-bench.ts';

const target = {
  queue: 'orders-dlq',
  source: 'orders',
  functionName: 'orders',
  repeat: 'unsafe',
  quarantine: 'orders-aside',
};
const said = 'MessageFormatError: message 41 is not JSON: Unexpected end of input';
const params = { ...target, reason: { text: said, at: '2026-03-01T04:50:00.000Z', isByTime: true } };

/** Nobody can read them. */
export const bench: ActionBench = {
  scenario,
  now,
  target,
  change: null,
  evidence: [dlqDepth(60), logsSaying(said)],
  unplannable: {
    'there is no evidence': { evidence: [] },
    'the queue is empty as far as is known': { evidence: [dlqDepth(0), logsSaying(said)] },
  },
  params,
  wrongParams: [
    ['quarantine', { ...params, quarantine: '' }],
    ['source', { ...params, source: 'a b' }],
  ],
  look: (account) => countIn(account, 'orders-dlq'),
  worksLater: true,
  afterExecution: 60,
  settlesAfterMinutes: 3,
  interfere: empty,
  stale: { 'no dead letter is there': empty },
  otherPermissions: { 'sqs:CancelMessageMoveTask': 'somebody stops what SQS moves' },
};
