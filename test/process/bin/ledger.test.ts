import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { shippedPolicyFolder } from '../../support/builders/builders.ts';
import { aDelivery, aLedgerLine } from '../../support/builders/records.ts';
import { serveLedger } from '../../support/servers/ledger-server.ts';
import { runCli } from '../../support/servers/run-cli.ts';

// Each runs the command line several times, as a process of its own, on machines that do other work too.
jest.setTimeout(300_000);

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

  const runHere = (addresses: Readonly<Record<string, string>>) => {
    mkdirSync(join(directory, '.firebreak'));
    writeFileSync(join(directory, '.firebreak/local.json'), JSON.stringify(addresses));
  };

  it('without a path reads every page of the ledger that npm start keeps', async () => {
    const bucket = await serveLedger([[aLedgerLine({ delivery: aDelivery({ id: 'dlv_1' }) })], [unreadable]]);
    runHere(bucket.addresses);

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
  });

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
  });

  describe('quarantine', () => {
    const build = { builds: [{ job: 'nightly', result: 'FAILED' }] };
    const delivery = aDelivery({ id: 'dlv_3', source: 'generic', body: JSON.stringify(build) });
    const unmapped = aLedgerLine({
      delivery,
      disposition: 'quarantined',
      reason: 'It is not plainly an alert',
      incidentIds: [],
    });
    const opened = {
      ...unmapped,
      disposition: 'opened' as const,
      reason: null,
      incidentIds: ['inc_1'],
      processedAt: '2027-01-01T00:00:00.000Z',
    };

    it('lists what is quarantined now, also by source and as JSON', async () => {
      const again = { ...opened, delivery: aDelivery({ id: 'dlv_2', source: 'grafana' }) };
      const ledger = await serveLedger([[unreadable, unmapped], [again]]);
      runHere(ledger.addresses);
      const listed = await runCli(['ledger', 'quarantine'], { directory });
      expect(listed).toMatchObject({ code: 0, stdout: expect.stringContaining('dlv_3') });
      expect(listed.stdout).not.toContain('dlv_2');
      const json = await runCli(['ledger', 'quarantine', '--source', 'generic', '--json'], { directory });
      expect(JSON.parse(json.stdout)).toEqual([unmapped]);
      const none = await runCli(['ledger', 'quarantine', '--source', 'azure'], { directory });
      expect(none.stdout).toBe('Nothing is quarantined.\n');
      await ledger.stop();
    });

    it('shows with --dry-run what a policy would make of each, and sends nothing', async () => {
      const ledger = await serveLedger([[unmapped]]);
      runHere(ledger.addresses);
      cpSync(shippedPolicyFolder, join(directory, 'policy'), { recursive: true });
      const before = await runCli(['ledger', 'quarantine', '--dry-run', '--json'], { directory });
      expect(JSON.parse(before.stdout)).toMatchObject([{ delivery: 'dlv_3', outcome: 'quarantined' }]);
      writeFileSync(
        join(directory, 'policy/sources.yaml'),
        'mappings: [{ id: builds, each: body.builds, identity: item.job, status: firing, title: item.result }]',
      );
      const after = await runCli(['ledger', 'quarantine', '--dry-run'], { directory });
      expect(after.stdout).toMatch(/dlv_3 +generic +alerts +firing FAILED/);
      expect(ledger.requests).toEqual([]);
      await ledger.stop();
    });

    it('with --replay has each read again under the id it has, so that nothing is counted twice', async () => {
      const ledger = await serveLedger([[unmapped, unreadable]], (body) =>
        body.includes('dlv_3') ? [opened] : [],
      );
      runHere(ledger.addresses);
      const replayed = await runCli(['ledger', 'quarantine', '--replay', 'dlv_3'], { directory });
      expect(replayed).toMatchObject({
        code: 0,
        stdout: expect.stringMatching(/dlv_3 +generic +opened +inc_1/),
      });
      expect(ledger.requests).toHaveLength(1);
      const counted = await runCli(['ledger', '--json'], { directory });
      expect(JSON.parse(counted.stdout)).toMatchObject([
        { source: 'generic', received: 1, opened: 1, quarantined: 0 },
        { source: 'grafana', received: 1, quarantined: 1 },
      ]);
      await ledger.stop();
    });

    it('sends nothing at all when one of the ids is not quarantined', async () => {
      const ledger = await serveLedger([[unmapped, { ...opened, delivery: aDelivery({ id: 'dlv_4' }) }]]);
      runHere(ledger.addresses);
      for (const [id, words] of [
        ['dlv_4', 'was opened'],
        ['dlv_5', 'not in the ledger'],
      ] as const) {
        const refused = await runCli(['ledger', 'quarantine', 'dlv_3', id, '--replay'], { directory });
        expect(refused).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining(words) });
      }
      expect(ledger.requests).toEqual([]);
      await ledger.stop();
    });
  });
});
