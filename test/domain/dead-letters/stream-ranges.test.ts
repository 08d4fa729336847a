import { describe, expect, it } from '@jest/globals';
import { readAgainCommand, streamRanges } from '../../../lambdas/domain/dead-letters/stream-ranges.ts';

const kinesisArn = 'arn:aws:kinesis:eu-west-1:111122223333:stream/orders';
const tableArn = 'arn:aws:dynamodb:eu-west-1:111122223333:table/orders/stream/2026-03-01T02:00:00.000';
const first = '49600000000000000000000000000000000000000000000000000001';
const second = '49600000000000000000000000000000000000000000000000000002';

const pointer = (more: Readonly<Record<string, unknown>> = {}, name = 'KinesisBatchInfo') =>
  JSON.stringify({
    requestContext: { condition: 'RetryAttemptsExhausted' },
    [name]: {
      shardId: 'shardId-000000000001',
      startSequenceNumber: second,
      endSequenceNumber: second,
      approximateArrivalOfFirstRecord: '2026-03-01T02:10:00Z',
      batchSize: 10,
      streamArn: kinesisArn,
      ...more,
    },
  });

describe('records to which dead letters point', () => {
  it('are one range for each shard, from the first to the last', () => {
    const earlier = pointer({
      startSequenceNumber: first,
      endSequenceNumber: first,
      approximateArrivalOfFirstRecord: '2026-03-01T02:05:00Z',
    });
    expect(streamRanges([pointer(), earlier, pointer({ shardId: 'shardId-000000000002' })])).toEqual([
      {
        streamArn: kinesisArn,
        shardId: 'shardId-000000000001',
        firstSequence: first,
        lastSequence: second,
        records: 20,
        firstArrivedAt: '2026-03-01T02:05:00.000Z',
      },
      expect.objectContaining({ shardId: 'shardId-000000000002', records: 10 }),
    ]);
  });

  it('can be read again with a command for their stream', () => {
    const commands = [pointer(), pointer({ streamArn: tableArn }, 'DDBStreamBatchInfo')].map((body) =>
      streamRanges([body]).map(readAgainCommand).join(),
    );
    expect(commands[0]).toContain(`aws kinesis get-shard-iterator --stream-arn ${kinesisArn}`);
    expect(commands[0]).toContain(`--starting-sequence-number ${second}`);
    expect(commands[1]).toContain(`aws dynamodbstreams get-shard-iterator --stream-arn ${tableArn}`);
  });

  it.each([
    ['no pointer', '{"order":7}'],
    ['no JSON', 'arn:aws:kinesis'],
    ['a stream that would do something in a shell', pointer({ streamArn: `${kinesisArn};rm -rf` })],
    ['a shard that would', pointer({ shardId: 'shardId-0 $(id)' })],
    ['a number that is none', pointer({ startSequenceNumber: '12a' })],
  ])('are none for %s', (_, body) => {
    expect(streamRanges([body])).toEqual([]);
  });
});
