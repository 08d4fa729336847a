import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import type { SQSMessageAttributes, SQSRecord } from 'aws-lambda';
import { inPortions } from '../../../../lambdas/adapters/aws/queue/queued-deliveries.ts';
import { createPutBack } from '../../../../lambdas/adapters/aws/queue/untried-messages.ts';
import { mostReceives } from '../../../../lambdas/ports/alert-queue.ts';
import { anSqsRecord } from '../../../support/builders/invocation.ts';
import { accountAnswering } from '../../../support/worlds/aws-account.ts';

const queueUrl = 'https://sqs.us-east-1.amazonaws.com/111122223333/alerts';
const alarm = JSON.stringify({
  id: 'e-1',
  source: 'aws.cloudwatch',
  'detail-type': 'CloudWatch Alarm State Change',
});

interface Sent {
  readonly MessageBody: string;
  readonly MessageAttributes: Readonly<
    Record<string, { readonly DataType: string; readonly StringValue: string }>
  >;
}

/** A queue that gives again what was put back, received for the first time. */
function queue(refused: (body: string) => boolean = () => false) {
  const given: SQSRecord[] = [];
  const { aws } = accountAnswering({
    'sqs SendMessage': (request) => {
      const { MessageBody, MessageAttributes }: Sent = JSON.parse(request.slice(request.indexOf('{')));
      if (refused(MessageBody)) throw new Error('SQS does not answer');
      const messageAttributes: SQSMessageAttributes = Object.fromEntries(
        Object.entries(MessageAttributes).map(([name, { DataType, StringValue }]) => [
          name,
          { dataType: DataType, stringValue: StringValue },
        ]),
      );
      given.push({ ...anSqsRecord(MessageBody, `again-${given.length}`), messageAttributes });
      const digest = createHash('md5').update(MessageBody).digest('hex');
      return JSON.stringify({ MessageId: 'again', MD5OfMessageBody: digest });
    },
  });
  return { given, putBack: createPutBack(aws, queueUrl) };
}

function received(times: number, messageId = 'm-1'): SQSRecord {
  const record = anSqsRecord(alarm, messageId);
  return { ...record, attributes: { ...record.attributes, ApproximateReceiveCount: String(times) } };
}

async function portionOf(record: SQSRecord) {
  for await (const portion of inPortions([record], () => Promise.reject(new Error('no claim check'))))
    return portion;
  throw new Error('there is no portion');
}

describe('a message that was received and not tried', () => {
  it.each([
    [1, 'together'],
    [2, 'alone'],
    [mostReceives - 1, 'last'],
  ])('comes again as it was when that was receive %d: it is tried %s', async (times, trial) => {
    const { given, putBack } = queue();
    const record = received(times);
    expect([...(await putBack([record]))]).toEqual(['m-1']);
    const [again] = given;
    if (again === undefined) throw new Error('nothing was put back');
    expect((await portionOf(again)).trial).toBe(trial);
    expect((await portionOf(again)).trial).toBe((await portionOf(record)).trial);
  });

  it('is the same delivery, however often it is put back', async () => {
    const { given, putBack } = queue();
    const record = received(1);
    await putBack([record]);
    const [once] = given;
    if (once === undefined) throw new Error('nothing was put back');
    await putBack([{ ...once, attributes: { ...once.attributes, SentTimestamp: '1795399990000' } }]);
    const [, twice] = given;
    if (twice === undefined) throw new Error('nothing was put back');
    const deliveryOf = async (each: SQSRecord) => (await portionOf(each)).queued[0]?.delivery;
    expect(await deliveryOf(twice)).toMatchObject({
      receivedAt: (await deliveryOf(record))?.receivedAt,
      id: (await deliveryOf(record))?.id,
    });
  });

  it('is left to come again by itself when the queue does not take it', async () => {
    const { putBack } = queue((body) => body === 'refused');
    const records = [received(1, 'a'), { ...received(1, 'b'), body: 'refused' }, received(1, 'c')];
    expect([...(await putBack(records))]).toEqual(['a', 'c']);
  });
});
