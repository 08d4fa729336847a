import { describe, expect, it } from '@jest/globals';
import type { SQSRecord } from 'aws-lambda';
import {
  type CorrelateTaskDeps,
  correlateAlertsTask,
} from '../../../lambdas/handlers/tasks/correlate-alerts.ts';
import { anSqsRecord } from '../../support/builders/invocation.ts';

const claimCheck = JSON.stringify({
  firebreak: 'delivery/1',
  claimCheck: { id: 'dlv_1', source: 'generic', receivedAt: '2026-11-23T02:00:00.000Z', headers: {} },
});

interface Hurry {
  readonly putBack?: CorrelateTaskDeps['putBack'];
  readonly timeLeft?: number;
  /** 2: the second message was received before, so that it is a portion of its own. */
  readonly portions?: 1 | 2;
}

const refusePutBack = () => Promise.reject(new Error('every message was tried'));

function again(record: SQSRecord): SQSRecord {
  return { ...record, attributes: { ...record.attributes, ApproximateReceiveCount: '2' } };
}

/** A function whose bucket cannot be read, so that no delivery gets as far as being correlated. */
async function correlateWith(
  delay: CorrelateTaskDeps['delay'],
  { putBack = refusePutBack, timeLeft = 60_000, portions = 1 }: Hurry = {},
) {
  const deps: Pick<CorrelateTaskDeps, 'redeem' | 'delay' | 'putBack'> = {
    redeem: () => Promise.reject(new Error('the bucket cannot be read')),
    delay,
    putBack,
  };
  const warnings: string[] = [];
  const result = await correlateAlertsTask.run(
    () => deps as CorrelateTaskDeps,
    {
      Records: [
        anSqsRecord(claimCheck, 'm-1'),
        portions === 1 ? anSqsRecord(claimCheck, 'm-2') : again(anSqsRecord(claimCheck, 'm-2')),
      ],
    },
    {
      log: {
        info: () => {},
        warn: (text) => void warnings.push(text),
        error: () => {},
        appendKeys: () => {},
      },
      count: () => {},
      timeLeft: () => timeLeft,
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

  it.each([
    ['are gone from the batch once they are put back', true, ['m-1']],
    ['come again with it when they cannot be put back', false, ['m-1', 'm-2']],
  ])('for which no time was left %s', async (_, isBack, expected) => {
    const { failed } = await correlateWith(async () => {}, {
      timeLeft: 0,
      portions: 2,
      putBack: async (records) => new Set(isBack ? records.map(({ messageId }) => messageId) : []),
    });
    expect(failed).toEqual(expected);
  });
});
