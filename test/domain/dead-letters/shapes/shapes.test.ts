import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { deadLetterShapes, readShape } from '../../../../lambdas/domain/dead-letters/shapes/index.ts';
import { aDeadLetter } from '../../../support/builders/dead-letters.ts';

const functionArn = 'arn:aws:lambda:eu-west-1:111122223333:function:orders:$LATEST';
const destination = (more: Record<string, unknown>) =>
  aDeadLetter({
    system: {},
    body: JSON.stringify({
      version: '1.0',
      timestamp: '2026-03-01T02:10:00Z',
      requestContext: {
        requestId: 'r',
        functionArn,
        condition: 'RetriesExhausted',
        approximateInvokeCount: 3,
      },
      responseContext: { statusCode: 200, functionError: 'Unhandled' },
      ...more,
    }),
  });

describe('the shape of a dead letter', () => {
  it('is that of a queue for what SQS moved itself, whatever its body looks like', () => {
    const read = readShape(aDeadLetter({ body: destination({}).body }));
    expect(read).toMatchObject({ shape: { name: 'queue-message', strategy: 'move' }, reason: null });
  });

  it("is that of Lambda's queue with its error in attributes", () => {
    const attributes = { RequestID: 'a', ErrorCode: '200', ErrorMessage: 'TypeError: x is not a function' };
    const read = readShape(aDeadLetter({ system: {}, attributes, body: '{"n":1}' }));
    expect(read.shape).toMatchObject({ name: 'lambda-queue', strategy: 'invoke' });
    expect(read).toMatchObject({
      reason: { code: '200', text: 'TypeError: x is not a function' },
      payload: '{"n":1}',
    });
  });

  it('is that of a destination with the error of the response, its time and its payload', () => {
    const read = readShape(
      destination({
        requestPayload: { order: 7 },
        responsePayload: { errorType: 'ZodError', errorMessage: 'vatId: Required' },
      }),
    );
    expect(read.shape.name).toBe('lambda-destination');
    expect(read).toMatchObject({
      reason: { code: 'ZodError', text: 'ZodError: vatId: Required', at: '2026-03-01T02:10:00.000Z' },
      payload: '{"order":7}',
      consumer: 'orders',
    });
  });

  it('is that of a stream for a pointer to records, which can only be read again', () => {
    const batch = { shardId: 's', startSequenceNumber: '1', endSequenceNumber: '9', streamArn: 'arn' };
    for (const name of ['KinesisBatchInfo', 'DDBStreamBatchInfo']) {
      const { shape } = readShape(destination({ [name]: batch }));
      expect(shape).toMatchObject({ name: 'stream-batch', strategy: 'reread' });
    }
  });

  it('is that of an event for what EventBridge could not hand to one target', () => {
    const attributes = {
      RULE_ARN: 'arn:aws:events:eu-west-1:111122223333:rule/orders',
      TARGET_ARN: 'arn:aws:lambda:eu-west-1:111122223333:function:orders',
      ERROR_CODE: 'NO_PERMISSIONS',
      ERROR_MESSAGE: 'not authorized to perform lambda:InvokeFunction',
    };
    const read = readShape(
      aDeadLetter({ system: {}, attributes, body: '{"detail-type":"Order","time":"2026-03-01T02:00:00Z"}' }),
    );
    expect(read.shape).toMatchObject({ name: 'event-rule', strategy: 'invoke' });
    expect(read).toMatchObject({ reason: { code: 'NO_PERMISSIONS' }, consumer: 'orders' });
  });

  it('is that of a topic for an envelope of SNS, which must not be published again', () => {
    const body = JSON.stringify({
      Type: 'Notification',
      TopicArn: 'arn:aws:sns:…:orders',
      Message: '{"n":1}',
    });
    const read = readShape(aDeadLetter({ system: {}, body }));
    expect(read).toMatchObject({
      shape: { name: 'topic-notification', strategy: 'invoke' },
      payload: '{"n":1}',
    });
  });

  it('is unknown for anything else, and then no way back is', () => {
    const { shape } = readShape(aDeadLetter({ system: {}, body: 'hello' }));
    expect(shape).toMatchObject({ name: 'unknown', strategy: 'none' });
  });

  it('is always one of them, whatever the message holds', () => {
    const names = deadLetterShapes.map(({ name }) => name);
    fc.assert(
      fc.property(
        fc.oneof(fc.string(), fc.json()),
        fc.dictionary(fc.string(), fc.string()),
        (body, attributes) => {
          expect(names).toContain(readShape(aDeadLetter({ system: {}, body, attributes })).shape.name);
        },
      ),
    );
  });
});
