import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import * as fc from 'fast-check';
import { filledSteps, sourceGuide } from '../../../bin/commands/sources/setup-steps.ts';
import { sampleBody, sampleTitle } from '../../../bin/deliveries/samples.ts';
import { createSecretsManagerStore } from '../../../bin/secrets/secret-store.ts';
import { addSecret, checkedSecret, makeSecret } from '../../../bin/secrets/source-secrets.ts';
import { createAwsClients } from '../../../lambdas/adapters/aws/clients/aws-clients.ts';
import { sources } from '../../../lambdas/sources/index.ts';
import { liveSecrets } from '../../../lambdas/use-cases/intake/authenticate-sender.ts';
import { startSecretsManager } from '../../../local/cloud/secrets-manager.ts';
import { aDelivery, aLedgerLine } from '../../support/builders/records.ts';
import { serveLedger } from '../../support/servers/ledger-server.ts';
import { runCli } from '../../support/servers/run-cli.ts';

// Each runs the command line several times, as a process of its own, on machines that do other work too.
jest.setTimeout(300_000);

const now = new Date('2026-11-23T02:02:10.000Z');
const topic = 'arn:aws:sns:eu-west-1:111122223333:alarms';

describe('the secrets of the sources', () => {
  it('gain the new one in front, keep two, and leave every other source alone', () => {
    const words = fc.string({ minLength: 1 });
    fc.assert(
      fc.property(fc.uniqueArray(words, { minLength: 1, maxLength: 6 }), words, (added, other) => {
        let value = JSON.stringify({ other: [other] });
        for (const secret of added) value = addSecret(value, 'grafana', secret, 'token').value;
        expect(liveSecrets(value, 'grafana')).toEqual(added.toReversed().slice(0, 2));
        expect(liveSecrets(value, 'other')).toEqual([other]);
      }),
    );
  });

  it('tell what a rotation drops, and change nothing for a secret that is live', () => {
    const before = JSON.stringify({ grafana: ['b', 'a'] });
    expect(addSecret(before, 'grafana', 'c', 'token')).toMatchObject({ live: 2, dropped: 1, known: false });
    expect(addSecret(before, 'grafana', 'a', 'token')).toEqual({
      value: before,
      live: 2,
      dropped: 0,
      known: true,
    });
    const topics = JSON.stringify({ sns: ['b', 'a'] });
    expect(addSecret(topics, 'sns', topic, 'topic')).toMatchObject({ live: 3, dropped: 0 });
    expect(() => addSecret('not json', 'grafana', 'c', 'token')).toThrow('not a JSON object');
  });

  it('are made as their kind of sender wants them, fit for an address, and never twice the same', () => {
    expect(makeSecret('token')).toMatch(/^[A-Za-z0-9]{32}$/);
    expect(makeSecret('standard-webhook')).toMatch(/^whsec_[A-Za-z0-9]{32}$/);
    expect(makeSecret('routing-key')).toMatch(/^[0-9a-f]{32}$/);
    expect(makeSecret('vendor')).toBeNull();
    expect(makeSecret('topic')).toBeNull();
    expect(makeSecret('token')).not.toBe(makeSecret('token'));
  });

  it('of a vendor or a topic are checked', () => {
    expect(checkedSecret(' client-secret\n', 'vendor')).toBe('client-secret');
    expect(checkedSecret(topic, 'topic')).toBe(topic);
    for (const wrong of ['', 'two words']) expect(() => checkedSecret(wrong, 'vendor')).toThrow('one word');
    for (const wrong of ['', 'arn:aws:sqs:eu-west-1:111122223333:x'])
      expect(() => checkedSecret(wrong, 'topic')).toThrow();
    expect(() => checkedSecret('whsec_c2hvcnQ=', 'standard-webhook')).toThrow('24 bytes');
  });

  it('lose nothing when several people add at the same time', async () => {
    const kept: string[] = [];
    const server = await startSecretsManager({ sources: '{}' }, (_, value) => kept.push(value));
    try {
      const aws = createAwsClients({
        env: {
          AWS_REGION: 'us-east-1',
          AWS_ACCESS_KEY_ID: 'a',
          AWS_SECRET_ACCESS_KEY: 'b',
          AWS_ENDPOINT_URL_SECRETS_MANAGER: server.url,
        },
      });
      const names = ['alertmanager', 'datadog', 'gcp', 'grafana'];
      await Promise.all(
        names.map((name) =>
          createSecretsManagerStore(aws, 'sources').update((value) =>
            addSecret(value, name, `of-${name}`, 'token'),
          ),
        ),
      );
      const value = await createSecretsManagerStore(aws, 'sources').read();
      expect(JSON.parse(value)).toEqual(Object.fromEntries(names.map((name) => [name, [`of-${name}`]])));
      expect(kept.at(-1)).toBe(value);
      await expect(createSecretsManagerStore(aws, 'nothing').read()).rejects.toThrow(
        'There is no secret nothing',
      );
    } finally {
      await server.stop();
    }
  });
});

describe.each(sources)('the source $name', (source) => {
  const { name, credential } = source;
  it('has a guide whose steps can be pasted', () => {
    const guide = sourceGuide(name);
    expect(guide.proof).not.toBe('');
    expect(guide.steps).toHaveLength(5);
    const filled = filledSteps(guide, { api: 'https://api.example/prod', secret: 's3cret' }).join('\n');
    expect(filled).not.toMatch(/<api>|<secret>|`|…\/v1/);
    expect(filled).toContain(
      name === 'events-v2'
        ? 'https://api.example/prod/v2/enqueue'
        : `https://api.example/prod/v1/alerts/${name}`,
    );
    if (credential === undefined) expect(filled).toMatch(/s3cret|holds the secret|Keep the secret/);
  });

  it('has a sample that it reads, plainly a test, or is one that only SNS can send as', () => {
    const read = (status: 'firing' | 'resolved') => {
      const body = sampleBody(name, { status, id: 'firebreak-test-1', now });
      if (body === null) return null;
      return source.parse({ id: 'dlv_1', source: name, receivedAt: now.toISOString(), headers: {}, body });
    };
    if (credential === 'topic') {
      expect(read('firing')).toBeNull();
      return;
    }
    for (const status of ['firing', 'resolved'] as const) {
      expect(read(status)).toMatchObject({
        outcome: 'alerts',
        alerts: [
          {
            status,
            title: expect.stringContaining(sampleTitle),
            fingerprint: expect.stringContaining('firebreak-test-1'),
          },
        ],
      });
      expect(read(status)).not.toMatchObject({ alerts: [{ severityHint: 'critical' }] });
    }
  });
});

describe('firebreak sources', () => {
  let directory: string;
  const secrets = () =>
    JSON.parse(
      JSON.parse(readFileSync(join(directory, '.firebreak/secrets.json'), 'utf8'))['firebreak/local/sources'],
    );
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'firebreak-sources-'));
    mkdirSync(join(directory, '.firebreak'));
    const values = {
      'firebreak/local/sources': JSON.stringify({ grafana: ['previous-secret'] }),
      other: 'kept',
    };
    writeFileSync(join(directory, '.firebreak/secrets.json'), JSON.stringify(values));
    writeFileSync(join(directory, '.firebreak/local.json'), JSON.stringify({ api: 'http://127.0.0.1:1' }));
  });
  afterEach(() => rmSync(directory, { recursive: true, force: true }));

  it('adds a secret on a laptop that is not running, and shows no other', async () => {
    const added = await runCli(['sources', 'add', 'grafana'], { directory });
    expect(added).toMatchObject({ code: 0, stderr: '' });
    const [secret] = secrets().grafana;
    expect(secrets()).toEqual({ grafana: [secret, 'previous-secret'] });
    expect(JSON.parse(readFileSync(join(directory, '.firebreak/secrets.json'), 'utf8')).other).toBe('kept');
    expect(added.stdout).toContain(secret);
    expect(added.stdout).toContain('http://127.0.0.1:1/v1/alerts/grafana');
    expect(added.stdout).not.toContain('previous-secret');

    const listed = await runCli(['sources', 'list', '--json'], { directory });
    expect(JSON.parse(listed.stdout)).toContainEqual({
      source: 'grafana',
      proof: 'HMAC, bearer or basic',
      credential: 'token',
      secrets: 2,
    });
    expect(listed.stdout).not.toContain(secret);
  });

  it('takes what a vendor made from the environment, and never shows it', async () => {
    const env = { FIREBREAK_SOURCE_SECRET: 'made-by-the-vendor' };
    const added = await runCli(['sources', 'add', 'pagerduty'], { directory, env });
    expect(added).toMatchObject({ code: 0, stderr: '' });
    expect(secrets().pagerduty).toEqual(['made-by-the-vendor']);
    expect(added.stdout).not.toContain('made-by-the-vendor');
  });

  it('tests a source through its entrance, and says what the ledger knows of it', async () => {
    const line = (body: string) => [
      aLedgerLine({
        delivery: aDelivery({ id: 'dlv_7', source: 'grafana', body }),
        disposition: 'resolved',
        reason: 'Nothing was open',
        incidentIds: [],
      }),
    ];
    const ledger = await serveLedger([], line);
    writeFileSync(join(directory, '.firebreak/local.json'), JSON.stringify(ledger.addresses));
    const tested = await runCli(['sources', 'test', 'grafana'], { directory });
    expect(tested).toMatchObject({ code: 0, stderr: '' });
    expect(tested.stdout).toMatch(/accepted +202 as dlv_7\nledger +resolved: Nothing was open\n/);
    expect(tested.stdout).toContain('no incident was opened');
    expect(JSON.parse(ledger.requests[0] ?? '')).toMatchObject({ status: 'resolved' });
    const fired = await runCli(['sources', 'test', 'grafana', '--open-incident', '--json'], { directory });
    expect(JSON.parse(fired.stdout)).toMatchObject({
      status: 202,
      deliveryId: 'dlv_7',
      disposition: 'resolved',
    });
    expect(JSON.parse(ledger.requests[1] ?? '')).toMatchObject({ status: 'firing' });
    await ledger.stop();
  });

  it.each([
    [['add', 'sns'], 'Which topic may send?'],
    [['test', 'datadog'], 'datadog has no secret'],
  ])('says what is wrong with %j', async (args, words) => {
    const { code, stdout, stderr } = await runCli(['sources', ...args], { directory });
    expect({ code: code > 0, stdout }).toEqual({ code: true, stdout: '' });
    expect(stderr).toContain(words);
  });
});
