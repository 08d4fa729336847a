import { lambda } from '../../../local/world/services/lambda/lambda.ts';
import { aReading, metricsEvidence } from '../../support/builders/builders.ts';
import type { ActionBench } from '../action-bench.ts';
import { consumerScenario, bench as pauseBench, uuid } from '../pause-consumer/bench.ts';

const saturated = (current: number | null) => [
  metricsEvidence([aReading({ name: 'saturation', unit: 'percent', current })]),
];
const params = { uuid, functionName: 'books', queue: 'bookings', maximumConcurrency: 2 };

/** Hundreds of messages wait, and ten batches are at work at once. */
export const bench: ActionBench = {
  ...pauseBench,
  scenario: consumerScenario({ depth: 900 }),
  evidence: saturated(98),
  unplannable: {
    'the saturation is not known': { evidence: [] },
    'there is no reading of it': { evidence: saturated(null) },
    'there is capacity left': { evidence: saturated(40) },
  },
  params,
  wrongParams: [
    ...pauseBench.wrongParams.filter(([field]) => field !== 'uuid'),
    ['maximumConcurrency', { ...params, maximumConcurrency: 1 }],
    ['maximumConcurrency', { ...params, maximumConcurrency: 1001 }],
  ],
  afterExecution: { enabled: true, maximumConcurrency: 2 },
  stale: {
    ...pauseBench.stale,
    'it is limited to that much already': (account) => {
      account.stateOf(lambda).mappings.splice(0, 1, {
        ...(account.stateOf(lambda).mappings[0] ?? never()),
        settings: [{ at: '2026-01-01T00:00:00.000Z', enabled: true, maximumConcurrency: 2 }],
      });
    },
  },
};

function never(): never {
  throw new Error('The account has no event source mapping');
}
