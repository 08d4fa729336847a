import { describe, expect, it } from '@jest/globals';
import {
  type CorrelateTaskDeps,
  correlateAlertsTask,
} from '../../../lambdas/handlers/tasks/correlate-alerts.ts';
import { anSqsRecord } from '../../support/builders/invocation.ts';

const claimCheck = JSON.stringify({
  firebreak: 'delivery/1',
  claimCheck: { id: 'dlv_1', source: 'generic', receivedAt: '2026-11-23T02:00:00.000Z', headers: {} },
});

/** A function whose bucket cannot be read, so that no delivery gets as far as being correlated. */
async function correlateWith(delay: CorrelateTaskDeps['delay']) {
  const deps: Pick<CorrelateTaskDeps, 'redeem' | 'delay'> = {
    redeem: () => Promise.reject(new Error('the bucket cannot be read')),
    delay,
  };
  const warnings: string[] = [];
  const result = await correlateAlertsTask.run(
    () => deps as CorrelateTaskDeps,
    { Records: [anSqsRecord(claimCheck, 'm-1'), anSqsRecord(claimCheck, 'm-2')] },
    {
      log: {
        info: () => {},
        warn: (text) => void warnings.push(text),
        error: () => {},
        appendKeys: () => {},
      },
      count: () => {},
      timeLeft: () => 60_000,
    },
  );
  return { failed: result.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier), warnings };
}

describe('deliveries that could not be correlated', () => {
  it('come back soon', async () => {
    const delayed: string[] = [];
    const { failed } = await correlateWith(async (records) => {
      delayed.push(...records.map(({ messageId }) => messageId));
    });
    expect(failed).toEqual(['m-1', 'm-2']);
    expect(delayed).toEqual(failed);
  });

  it('come back all the same when the queue cannot be told', async () => {
    const { failed, warnings } = await correlateWith(() => Promise.reject(new Error('SQS does not answer')));
    expect(failed).toEqual(['m-1', 'm-2']);
    expect(warnings.at(-1)).toContain('late');
  });
});
