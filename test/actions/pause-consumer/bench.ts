import type { Account } from '../../../local/world/account.ts';
import {
  currentSetting,
  type EventSourceMapping,
} from '../../../local/world/services/lambda/event-source-mappings.ts';
import { lambda } from '../../../local/world/services/lambda/lambda.ts';
import { aScenario } from '../../support/builders/account-scenario.ts';
import { aReading, metricsEvidence } from '../../support/builders/builders.ts';
import type { ActionBench } from '../action-bench.ts';

export const now = new Date('2026-03-01T02:04:02.000Z');
export const uuid = '5f2c1f0e-8a47-4f0b-9d55-0c6f7b1f3a21';

export const failing = (current: number | null) => [
  metricsEvidence([aReading({ name: 'errorRate', current })]),
];

export function mappingIn(account: Account): EventSourceMapping {
  const [found] = account.stateOf(lambda).mappings;
  if (found === undefined) throw new Error('The account has no event source mapping');
  return found;
}

export function setMapping(account: Account, enabled: boolean, maximumConcurrency: number | null): void {
  mappingIn(account).settings.push({ at: now.toISOString(), enabled, maximumConcurrency });
}

/** A function that reads a queue whose messages are kept for four days. */
export const consumerScenario = (
  queue: { readonly retentionSeconds?: number; readonly ageSeconds?: number; readonly depth?: number } = {},
) =>
  aScenario({
    functions: [{ name: 'books', live: '1', versions: [{ version: '1', minutesAgo: 9000 }] }],
    queues: [
      {
        name: 'bookings',
        deadLetterQueue: 'bookings-dlq',
        consumer: { function: 'books', mapping: uuid, concurrency: 10 },
        ...queue,
      },
    ],
  });

const params = { uuid, functionName: 'books', queue: 'bookings' };

export const bench: ActionBench = {
  scenario: consumerScenario(),
  now,
  target: params,
  change: null,
  evidence: failing(6),
  unplannable: {
    'there is no reading of the error rate': { evidence: failing(null) },
    'the metrics could not be read': { evidence: [] },
  },
  params,
  wrongParams: [
    ['uuid', { functionName: 'books', queue: 'bookings' }],
    ['functionName', { ...params, functionName: '' }],
    ['queue', { ...params, queue: 'https://sqs.eu-west-1.amazonaws.com/1/bookings' }],
  ],
  look(account) {
    const { enabled, maximumConcurrency } = currentSetting(mappingIn(account));
    return { enabled, maximumConcurrency };
  },
  afterExecution: { enabled: false, maximumConcurrency: null },
  settlesAfterMinutes: 1,
  busyMinutes: 1,
  interfere: (account) => setMapping(account, true, 3),
  stale: {
    'the mapping is gone': (account) => void account.stateOf(lambda).mappings.splice(0),
    'it feeds another function': (account) =>
      void account.stateOf(lambda).mappings.splice(0, 1, { ...mappingIn(account), functionName: 'search' }),
    'it reads another queue': (account) =>
      void account.stateOf(lambda).mappings.splice(0, 1, { ...mappingIn(account), queue: 'bookings-dlq' }),
    'it is paused already': (account) => setMapping(account, false, null),
    'it is being changed': (account) => setMapping(account, true, 4),
  },
  otherPermissions: {},
};
