import { setTimeout as sleep } from 'node:timers/promises';
import { gunzipSync } from 'node:zlib';
import { ListObjectsV2Command, type ListObjectsV2CommandOutput, S3Client } from '@aws-sdk/client-s3';
import { keyBefore } from '../../lambdas/adapters/aws/storage/s3-delivery-ledger.ts';
import { getObject } from '../../lambdas/adapters/aws/storage/s3-objects.ts';
import { awsFaultOf } from '../../lambdas/ports/aws-clients.ts';
import { isLedgerLine, type LedgerLine, ledgerPrefix } from '../../lambdas/ports/delivery-ledger.ts';
import { parseJson } from '../../lambdas/sources/reading/json.ts';
import { newestLines } from '../../lambdas/use-cases/intake/count-ledger.ts';
import { CommandError } from '../cli/command-error.ts';
import type { Installation } from './installation.ts';

export interface LedgerObject {
  readonly name: string;
  readonly bytes: Buffer;
}

type Reader = Pick<Installation, 'ledger' | 'aws'>;

/** Which objects there were, by key and content: a repeated batch replaces its own. */
export type LedgerSnapshot = ReadonlyMap<string, string>;

const width = 16;

/** The lines of an installation's ledger: of the days from `since` on (`2026-11-23`), or from an instant on (ISO 8601 UTC). */
export async function fetchLedger(from: Reader, since?: string): Promise<readonly LedgerLine[]> {
  return linesOf(from, [...(await snapshotLedger(from, since)).keys()]);
}

/** What the ledger holds now; hand it to `awaitLines` after something was sent. */
export async function snapshotLedger(from: Reader, since?: string): Promise<LedgerSnapshot> {
  const bucket = await from.ledger();
  const objects = new Map<string, string>();
  let next: string | undefined;
  do {
    const command = new ListObjectsV2Command({
      Bucket: bucket,
      Prefix: ledgerPrefix,
      StartAfter: since === undefined ? undefined : keyBefore(since),
      ContinuationToken: next,
    });
    const page: ListObjectsV2CommandOutput = await inWords(from.aws.get(S3Client).send(command));
    for (const { Key, ETag = '' } of page.Contents ?? []) if (Key !== undefined) objects.set(Key, ETag);
    next = page.NextContinuationToken;
  } while (next !== undefined);
  return objects;
}

/** Waits until the ledger has a new line for each thing that is looked for; resolves to those it has when the time is over. */
export async function awaitLines(
  from: Reader,
  before: LedgerSnapshot,
  {
    since,
    wanted,
    seconds,
  }: {
    readonly since?: string | undefined;
    readonly wanted: readonly ((line: LedgerLine) => boolean)[];
    readonly seconds: number;
  },
): Promise<readonly LedgerLine[]> {
  const seen = new Map(before);
  const found: LedgerLine[] = [];
  const giveUpAt = Date.now() + seconds * 1000;
  for (;;) {
    const now = await snapshotLedger(from, since);
    const fresh = [...now].filter(([key, content]) => seen.get(key) !== content).map(([key]) => key);
    for (const [key, content] of now) seen.set(key, content);
    const lines = await linesOf(from, fresh);
    found.push(...lines.filter((line) => wanted.some((matches) => matches(line))));
    if (wanted.every((matches) => found.some(matches)) || Date.now() >= giveUpAt) return newestLines(found);
    await sleep(1000);
  }
}

/** Throws CommandError for an object that is not the ledger's. */
export function readLines({ name, bytes }: LedgerObject): readonly LedgerLine[] {
  return textOfObject(name, bytes)
    .split('\n')
    .flatMap((line, index) => {
      if (line === '') return [];
      const parsed = parseJson(line);
      if (isLedgerLine(parsed)) return [parsed];
      throw new CommandError(`${name}:${index + 1} is not a line of the ledger`);
    });
}

function textOfObject(name: string, bytes: Buffer): string {
  try {
    return (name.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
  } catch (cause) {
    throw new CommandError(`${name} is not compressed by gzip`, { cause });
  }
}

async function linesOf(from: Reader, keys: readonly string[]): Promise<readonly LedgerLine[]> {
  const bucket = await from.ledger();
  const lines: LedgerLine[] = [];
  for (let start = 0; start < keys.length; start += width) {
    const objects = keys
      .slice(start, start + width)
      .map(async (name) => readLines({ name, bytes: await fetchBytes(from, bucket, name) }));
    lines.push(...(await Promise.all(objects)).flat());
  }
  return lines;
}

async function fetchBytes(from: Reader, bucket: string, name: string): Promise<Buffer> {
  return Buffer.from((await inWords(getObject(from.aws, bucket, name))) ?? '');
}

async function inWords<Output>(sent: Promise<Output>): Promise<Output> {
  try {
    return await sent;
  } catch (cause) {
    if (cause instanceof CommandError) throw cause;
    const fault = awsFaultOf(cause);
    if (fault === null) {
      throw new CommandError('The ledger does not answer', {
        next: 'On this computer: is "npm start" running?',
        cause,
      });
    }
    throw new CommandError(`The ledger's bucket answered ${fault}`, {
      next: 'Your AWS identity needs s3:ListBucket and s3:GetObject on it.',
      cause,
    });
  }
}
