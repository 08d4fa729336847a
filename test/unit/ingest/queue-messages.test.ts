import { randomBytes } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import type { SQSRecord } from 'aws-lambda';
import * as fc from 'fast-check';
import { openMessage, sealDelivery } from '../../../lambdas/adapters/aws/delivery-envelope.ts';
import { queuedDelivery } from '../../../lambdas/adapters/aws/queued-deliveries.ts';
import { PayloadTooLargeError } from '../../../lambdas/domain/errors.ts';
import { alertmanagerDelivery } from '../../support/ingest.ts';

const delivery = alertmanagerDelivery(0);

function record(body: string, messageId = 'm-1'): SQSRecord {
  return {
    messageId,
    receiptHandle: 'r',
    body,
    attributes: {
      ApproximateReceiveCount: '1',
      SentTimestamp: '1795399330000',
      SenderId: 's',
      ApproximateFirstReceiveTimestamp: '1795399330000',
    },
    messageAttributes: {},
    md5OfBody: '',
    eventSource: 'aws:sqs',
    eventSourceARN: 'arn:aws:sqs:eu-west-1:111122223333:alerts',
    awsRegion: 'eu-west-1',
  };
}

describe('a delivery on the queue', () => {
  it('comes out as it went in, whatever its text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (body) => {
        const sealed = { ...delivery, body };
        expect(openMessage(sealDelivery(sealed))).toEqual({ delivery: sealed });
      }),
    );
  });

  it('is packed when it is larger than a message may be', () => {
    const large = { ...delivery, body: JSON.stringify({ text: 'alert '.repeat(200_000) }) };
    const message = sealDelivery(large);
    expect(message.length).toBeLessThanOrEqual(1024 * 1024);
    expect(openMessage(message)).toEqual({ delivery: large });
  });

  it('is refused, with the limit in words, when even packing does not help', () => {
    const huge = { ...delivery, body: randomBytes(900_000).toString('base64') };
    expect(() => sealDelivery(huge)).toThrow(PayloadTooLargeError);
    expect(() => sealDelivery(huge)).toThrow('1 MiB');
  });

  it('cannot be forged by what is inside an event', () => {
    for (const event of [
      { source: 'aws.cloudwatch', detail: { firebreak: 'delivery/1', delivery } },
      { firebreak: 'delivery/2', delivery },
      { firebreak: 'delivery/1', delivery: { ...delivery, body: 7 } },
      { firebreak: 'delivery/1', gzip: 'no gzip' },
      null,
    ]) {
      const body = JSON.stringify(event);
      expect(openMessage(body)).toEqual({ event: body });
    }
  });
});

describe('an event of EventBridge on the queue', () => {
  const event = {
    id: 'e-1',
    source: 'aws.cloudwatch',
    'detail-type': 'CloudWatch Alarm State Change',
    time: '2026-11-23T02:02:00Z',
  };

  it('becomes a delivery of its source, the same however often it is delivered', () => {
    const first = queuedDelivery(record(JSON.stringify(event)));
    expect(first).toMatchObject({ source: 'cloudwatch-eventbridge', receivedAt: '2026-11-23T02:02:10.000Z' });
    expect(queuedDelivery(record(JSON.stringify(event), 'm-2')).id).toBe(first.id);
    expect(queuedDelivery(record(JSON.stringify({ ...event, id: 'e-2' }))).id).not.toBe(first.id);
  });

  it('of anybody else is no known source, and is quarantined as such', () => {
    expect(queuedDelivery(record('{"source":"someone.else","detail-type":"x"}')).source).toBe('unknown');
    expect(queuedDelivery(record('not JSON')).source).toBe('unknown');
  });
});
