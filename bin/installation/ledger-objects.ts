import { setTimeout as sleep } from 'node:timers/promises';
import { gunzipSync } from 'node:zlib';
import { encodeTime } from 'ulid';
import type { LedgerLine } from '../../lambdas/ports/delivery-ledger.ts';
import { parseJson } from '../../lambdas/sources/reading/json.ts';
import { isLedgerLine, newestLines } from '../../lambdas/use-cases/intake/count-ledger.ts';
import { CommandError } from '../cli/command-error.ts';
import type { Installation } from './installation.ts';

export interface LedgerObject {
  readonly name: string;
  readonly bytes: Buffer;
}

type Reader = Pick<Installation, 'ledger' | 'fetchObject'>;

/** Which objects there were, by key and content: a repeated batch replaces its own. */
export type LedgerSnapshot = ReadonlyMap<string, string>;

const prefix = 'deliveries/';
const width = 16;

/** The lines of an installation's ledger: of the days from `since` on (`2026-11-23`), or from an instant on (ISO 8601 UTC). */
export async function fetchLedger(from: Reader, since?: string): Promise<readonly LedgerLine[]> {
  return linesOf(from, [...(await snapshotLedger(from, since)).keys()]);
}

/** What the ledger holds now; hand it to `awaitLines` after something was sent. */
export async function snapshotLedger(from: Reader, since?: string): Promise<LedgerSnapshot> {
  const bucket = await from.ledger();
  const objects = new Map<string, string>();
  for (let token: string | undefined = ''; token !== undefined; ) {
    const query = new URLSearchParams({ 'list-type': '2', prefix });
    if (since !== undefined) query.set('start-after', keyBefore(since));
    if (token !== '') query.set('continuation-token', token);
    const page = (await fetchBytes(from, `${bucket}?${query.toString()}`)).toString('utf8');
    // Keys are ours and need no decoding: `deliveries/2026/11/23/bat_….jsonl.gz`.
    for (const [content] of page.matchAll(/<Contents>.*?<\/Contents>/gs)) {
      const key = /<Key>([\w./-]+)<\/Key>/.exec(content)?.[1];
      if (key !== undefined) objects.set(key, /<ETag>([^<]*)<\/ETag>/.exec(content)?.[1] ?? '');
    }
    token = /<NextContinuationToken>([^<]+)</.exec(page)?.[1];
  }
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

/** Batch ids begin with the time of their first delivery: what sorts before all those of a day, or of an instant. */
function keyBefore(since: string): string {
  const day = `${prefix}${since.slice(0, 10).replaceAll('-', '/')}/`;
  return since.length > 10 ? `${day}bat_${encodeTime(Date.parse(since))}` : day;
}

/** Throws CommandError for an object that is not the ledger's. */
export function readLines({ name, bytes }: LedgerObject): readonly LedgerLine[] {
  return textOfObject(name, bytes)
    .split('\n')
    .flatMap((line, index) => {
      if (line === '') return [];
      const parsed = parseJson(line);
      if (isLedgerLine(parsed)) return [parsed];
      throw new CommandError(`${name}:${index + 1} is no line of the ledger`);
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
      .map(async (name) => readLines({ name, bytes: await fetchBytes(from, `${bucket}/${name}`) }));
    lines.push(...(await Promise.all(objects)).flat());
  }
  return lines;
}

async function fetchBytes(from: Reader, address: string): Promise<Buffer> {
  const response = await from.fetchObject(address).catch((cause: unknown) => {
    throw new CommandError('The ledger does not answer', {
      next: 'On this computer: is "npm start" running?',
      cause,
    });
  });
  if (response.ok) return Buffer.from(await response.arrayBuffer());
  throw new CommandError(`The ledger's bucket answered ${response.status}`, {
    next: 'Your AWS identity needs s3:ListBucket and s3:GetObject on it.',
  });
}
