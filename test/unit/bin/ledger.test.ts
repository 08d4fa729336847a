import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { LedgerLine } from '../../../lambdas/ports/delivery-ledger.ts';
import { aDelivery, aLedgerLine } from '../../support/records.ts';
import { runCli } from '../../support/run-cli.ts';

const unreadable = aLedgerLine({
  delivery: aDelivery({ id: 'dlv_2', source: 'grafana' }),
  disposition: 'quarantined',
  reason: 'It is\u001B[31m not JSON',
});

describe('firebreak ledger', () => {
  let directory: string;
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'firebreak-ledger-'));
  });
  afterEach(() => rmSync(directory, { recursive: true, force: true }));

  it('without a path reads every page of the ledger that npm start keeps', async () => {
    const bucket = await serveBucket([[aLedgerLine({ delivery: aDelivery({ id: 'dlv_1' }) })], [unreadable]]);
    mkdirSync(join(directory, '.firebreak'));
    writeFileSync(join(directory, '.firebreak/local.json'), JSON.stringify({ ledger: bucket.url }));

    const counted = await runCli(['ledger', '--json'], { directory });
    expect(JSON.parse(counted.stdout)).toMatchObject([
      { received: 1 },
      { source: 'grafana', quarantined: 1 },
    ]);
    const listed = await runCli(['ledger', '--quarantined'], { directory });
    expect(listed.stdout).toContain('dlv_2');
    expect(listed.stdout).not.toContain('\u001B[31m');

    await bucket.stop();
    expect(await runCli(['ledger'], { directory })).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('npm start'),
    });
  }, 60_000);

  it('says what to do where there is no ledger, and which file is none', async () => {
    expect(await runCli(['ledger'], { directory })).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('npm start'),
    });
    writeFileSync(join(directory, 'a.jsonl'), '\n{}\n');
    writeFileSync(join(directory, 'b.jsonl.gz'), '{}');
    expect(await runCli(['ledger', 'a.jsonl'], { directory })).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('a.jsonl:2'),
    });
    expect(await runCli(['ledger', 'b.jsonl.gz'], { directory })).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('gzip'),
    });
  }, 60_000);
});

/** A bucket over the S3 protocol that lists one object per page. */
async function serveBucket(batches: readonly (readonly LedgerLine[])[]) {
  const keys = batches.map((_, index) => `deliveries/2026/11/23/bat_${index}.jsonl.gz`);
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://127.0.0.1');
    if (searchParams.has('list-type')) {
      const page = Number(searchParams.get('continuation-token') ?? 0);
      const next = page + 1 < keys.length ? `<NextContinuationToken>${page + 1}</NextContinuationToken>` : '';
      response.end(
        `<ListBucketResult>${next}<Contents><Key>${keys[page]}</Key></Contents></ListBucketResult>`,
      );
      return;
    }
    const batch = batches[keys.findIndex((key) => pathname.endsWith(key))];
    response.end(gzipSync((batch ?? []).map((line) => `${JSON.stringify(line)}\n`).join('')));
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/ledger`,
    stop: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
