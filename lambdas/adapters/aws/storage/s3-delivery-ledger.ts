import { gunzipSync, gzipSync } from 'node:zlib';
import { ListObjectsV2Command, type ListObjectsV2CommandOutput, S3Client } from '@aws-sdk/client-s3';
import { timePart } from '../../../domain/correlation/deterministic-ulid.ts';
import type { AwsClients } from '../../../ports/aws-clients.ts';
import {
  type DeliveryLedger,
  isLedgerLine,
  type LedgerLine,
  type LedgerReader,
  ledgerPrefix,
} from '../../../ports/delivery-ledger.ts';
import { getObject, putObject } from './s3-objects.ts';

/** Objects that are read at a time. */
const width = 16;

/**
 * One object per batch: `deliveries/2026/11/23/<batch id>.jsonl.gz`, by the day on which the batch's first delivery was
 * received, so that a repeated batch finds the same key.
 */
export function createS3DeliveryLedger(aws: AwsClients, bucket: string): DeliveryLedger & LedgerReader {
  return {
    async writeBatch(batchId, lines) {
      const [first] = lines;
      if (first === undefined) return;
      await putObject(
        aws,
        bucket,
        ledgerKey(batchId, first),
        gzipSync(toJsonLines(lines)),
        'application/gzip',
      );
    },

    async readSince(since, mostBatches) {
      const { keys, isComplete } = await listKeys(aws, bucket, keyBefore(since), mostBatches);
      const lines: LedgerLine[] = [];
      for (let start = 0; start < keys.length; start += width) {
        const batches = keys
          .slice(start, start + width)
          .map(async (key) => readLines(await getObject(aws, bucket, key)));
        lines.push(...(await Promise.all(batches)).flat());
      }
      return { lines, isComplete };
    },
  };
}

/** Batch ids begin with the time of their first delivery: what sorts before all those of a day (`2026-11-23`), or of an instant. */
export function keyBefore(since: string): string {
  const day = `${ledgerPrefix}${since.slice(0, 10).replaceAll('-', '/')}/`;
  return since.length > 10 ? `${day}bat_${timePart(since)}` : day;
}

async function listKeys(aws: AwsClients, bucket: string, after: string, most: number) {
  const keys: string[] = [];
  let next: string | undefined;
  do {
    const page: ListObjectsV2CommandOutput = await aws.get(S3Client).send(
      new ListObjectsV2Command({
        Bucket: bucket,
        Prefix: ledgerPrefix,
        StartAfter: after,
        ContinuationToken: next,
      }),
    );
    keys.push(...(page.Contents ?? []).flatMap(({ Key }) => (Key === undefined ? [] : [Key])));
    next = page.NextContinuationToken;
  } while (next !== undefined && keys.length < most);
  return { keys: keys.slice(0, most), isComplete: next === undefined && keys.length <= most };
}

/** What is no line of the ledger is left out: whoever reads wants the rest all the same. */
function readLines(object: Uint8Array | null): readonly LedgerLine[] {
  try {
    const text = object === null ? '' : gunzipSync(object).toString('utf8');
    return text.split('\n').flatMap(readLine);
  } catch {
    return [];
  }
}

function readLine(text: string): readonly LedgerLine[] {
  try {
    const line: unknown = JSON.parse(text);
    return isLedgerLine(line) ? [line] : [];
  } catch {
    return [];
  }
}

function ledgerKey(batchId: string, first: LedgerLine): string {
  const day = first.delivery.receivedAt.slice(0, 10).replaceAll('-', '/');
  return `${ledgerPrefix}${day}/${batchId}.jsonl.gz`;
}

function toJsonLines(lines: readonly LedgerLine[]): string {
  return lines.map((line) => `${JSON.stringify(line)}\n`).join('');
}
