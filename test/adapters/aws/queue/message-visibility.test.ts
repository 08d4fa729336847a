import { describe, expect, it } from '@jest/globals';
import { createMessageDelay } from '../../../../lambdas/adapters/aws/queue/message-visibility.ts';
import { anSqsRecord } from '../../../support/builders/invocation.ts';
import { accountAnswering } from '../../../support/worlds/aws-account.ts';

const queueUrl = 'https://sqs.us-east-1.amazonaws.com/111122223333/alerts';

interface Sent {
  readonly Entries: readonly {
    readonly Id: string;
    readonly ReceiptHandle: string;
    readonly VisibilityTimeout: number;
  }[];
}

function queue() {
  const sent: Sent[] = [];
  const { aws } = accountAnswering({
    'sqs ChangeMessageVisibilityBatch': (request) => {
      sent.push(JSON.parse(request.slice(request.indexOf('{'))));
      return '{"Successful":[],"Failed":[]}';
    },
  });
  return { sent, delay: createMessageDelay(aws, queueUrl) };
}

const received = (times: number) => {
  const record = anSqsRecord('{}', `m-${times}`);
  return { ...record, attributes: { ...record.attributes, ApproximateReceiveCount: String(times) } };
};

describe('a message that failed', () => {
  it('comes back after seconds at first, and only after minutes when it keeps failing', async () => {
    const { sent, delay } = queue();
    await delay([1, 2, 3, 4, 5].map(received));
    const [first = 0, ...later] = sent.flatMap(({ Entries }) =>
      Entries.map(({ VisibilityTimeout }) => VisibilityTimeout),
    );
    expect(first).toBeLessThanOrEqual(10);
    expect(later).toEqual(later.toSorted((a, b) => a - b));
    expect([first, ...later].slice(0, 4).reduce((sum, seconds) => sum + seconds, 0)).toBeGreaterThan(20 * 60);
  });

  it('is delayed in calls of ten, as SQS takes them', async () => {
    const { sent, delay } = queue();
    await delay(Array.from({ length: 23 }, () => received(1)));
    expect(sent.map(({ Entries }) => Entries.length)).toEqual([10, 10, 3]);
    for (const { Entries } of sent) expect(new Set(Entries.map(({ Id }) => Id)).size).toBe(Entries.length);
  });
});
