import { gzipSync } from 'node:zlib';
import type { AwsClients } from '../../../ports/aws-clients.ts';
import type { DeliveryLedger, LedgerLine } from '../../../ports/delivery-ledger.ts';
import { putObject } from './s3-objects.ts';

/**
 * One object per batch: `deliveries/2026/11/23/<batch id>.jsonl.gz`, by the day on which the batch's first delivery was
 * received, so that a repeated batch finds the same key.
 */
export function createS3DeliveryLedger(aws: AwsClients, bucket: string): DeliveryLedger {
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
  };
}

function ledgerKey(batchId: string, first: LedgerLine): string {
  const day = first.delivery.receivedAt.slice(0, 10).replaceAll('-', '/');
  return `deliveries/${day}/${batchId}.jsonl.gz`;
}

function toJsonLines(lines: readonly LedgerLine[]): string {
  return lines.map((line) => `${JSON.stringify(line)}\n`).join('');
}
