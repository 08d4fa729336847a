import { readFile } from 'node:fs/promises';
import { objectOf, parseJson, textOf } from '../../lambdas/adapters/sources/reading/json.ts';
import { CommandError } from './command-error.ts';

export interface LedgerObject {
  readonly name: string;
  readonly bytes: Buffer;
}

/** The objects of the ledger that `npm start` keeps for this folder, over the S3 protocol. */
export async function fetchLocalLedger(): Promise<readonly LedgerObject[]> {
  const bucket = await localBucket();
  const objects: LedgerObject[] = [];
  for await (const key of listKeys(bucket)) {
    objects.push({ name: key, bytes: await fetchBytes(`${bucket}/${key}`) });
  }
  return objects;
}

async function localBucket(): Promise<string> {
  const text = await readFile('.firebreak/local.json', 'utf8').catch(() => '{}');
  const bucket = textOf(objectOf(parseJson(text))['ledger']);
  if (bucket !== null) return bucket;
  throw new CommandError('There is no ledger here', {
    next: 'Run "npm start" in this folder, or give files or folders of a ledger; --help tells how to fetch them.',
    exitCode: 2,
  });
}

/** Keys are ours and need no decoding: `deliveries/2026/11/23/bat_….jsonl.gz`. */
async function* listKeys(bucket: string): AsyncGenerator<string> {
  for (let token: string | undefined = ''; token !== undefined; ) {
    const query = new URLSearchParams({ 'list-type': '2', prefix: 'deliveries/' });
    if (token !== '') query.set('continuation-token', token);
    const page = (await fetchBytes(`${bucket}?${query.toString()}`)).toString('utf8');
    for (const [, key] of page.matchAll(/<Key>([\w./-]+)<\/Key>/g)) if (key !== undefined) yield key;
    token = /<NextContinuationToken>([^<]+)</.exec(page)?.[1];
  }
}

async function fetchBytes(address: string): Promise<Buffer> {
  try {
    const response = await fetch(address);
    if (!response.ok) throw new Error(`It answered ${response.status}`);
    return Buffer.from(await response.arrayBuffer());
  } catch (cause) {
    throw new CommandError('The local ledger does not answer', { next: 'Is "npm start" running?', cause });
  }
}
