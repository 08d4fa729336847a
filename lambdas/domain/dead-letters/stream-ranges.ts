import { jsonObject, objectIn, textIn, timeIn } from './shapes/json-parts.ts';

/** Records of one shard to which dead letters point: they are in the stream alone, while that keeps them. */
export interface StreamRange {
  readonly streamArn: string;
  readonly shardId: string;
  readonly firstSequence: string;
  readonly lastSequence: string;
  /** In batches that failed; others of the range may have gone well. */
  readonly records: number;
  /** When the first came, ISO 8601 UTC: from then on its time in the stream counts. Null when it is not told. */
  readonly firstArrivedAt: string | null;
}

/** They stand in command lines, and the messages come from anywhere. */
const streamPattern = /^arn:[a-z-]{1,20}:(?:kinesis|dynamodb):[a-z0-9-]{1,30}:\d{12}:[\w./:-]{1,300}$/;
const shardPattern = /^shardId-[\w-]{1,100}$/;
const sequencePattern = /^\d{1,130}$/;

/** Where the records of these messages are, by shard; what is no such pointer is left out. */
export function streamRanges(bodies: readonly string[]): readonly StreamRange[] {
  const ranges = new Map<string, StreamRange>();
  for (const range of bodies.flatMap((body) => rangeIn(body) ?? [])) {
    const key = `${range.streamArn} ${range.shardId}`;
    const known = ranges.get(key);
    ranges.set(key, known === undefined ? range : joined(known, range));
  }
  return [...ranges.values()];
}

/** How a person begins to read the records again. */
export function readAgainCommand({ streamArn, shardId, firstSequence }: StreamRange): string {
  const service = streamArn.includes(':dynamodb:') ? 'dynamodbstreams' : 'kinesis';
  return `aws ${service} get-shard-iterator --stream-arn ${streamArn} --shard-id ${shardId} --shard-iterator-type AT_SEQUENCE_NUMBER --${service === 'kinesis' ? 'starting-' : ''}sequence-number ${firstSequence}`;
}

function rangeIn(body: string): StreamRange | null {
  const json = jsonObject(body);
  const batch = objectIn(json?.['KinesisBatchInfo']) ?? objectIn(json?.['DDBStreamBatchInfo']);
  const streamArn = textIn(batch?.['streamArn']) ?? '';
  const shardId = textIn(batch?.['shardId']) ?? '';
  const firstSequence = textIn(batch?.['startSequenceNumber']) ?? '';
  const lastSequence = textIn(batch?.['endSequenceNumber']) ?? '';
  if (batch === null || !streamPattern.test(streamArn) || !shardPattern.test(shardId)) return null;
  if (!sequencePattern.test(firstSequence) || !sequencePattern.test(lastSequence)) return null;
  const size = Number(batch['batchSize']);
  return {
    streamArn,
    shardId,
    firstSequence,
    lastSequence,
    records: Number.isInteger(size) && size > 0 ? size : 0,
    firstArrivedAt: timeIn(batch['approximateArrivalOfFirstRecord']),
  };
}

function joined(one: StreamRange, other: StreamRange): StreamRange {
  const arrivals = [one.firstArrivedAt, other.firstArrivedAt].flatMap((at) => at ?? []).toSorted();
  return {
    ...one,
    firstSequence: isBefore(other.firstSequence, one.firstSequence) ? other.firstSequence : one.firstSequence,
    lastSequence: isBefore(one.lastSequence, other.lastSequence) ? other.lastSequence : one.lastSequence,
    records: one.records + other.records,
    firstArrivedAt: arrivals[0] ?? null,
  };
}

/** They have more digits than a number holds. */
function isBefore(one: string, other: string): boolean {
  return BigInt(one) < BigInt(other);
}
