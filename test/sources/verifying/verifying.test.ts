import { createHmac } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import type {
  RawRequest,
  SenderVerification,
  SenderVerificationContext,
} from '../../../lambdas/ports/plug-ins/alert-source.ts';
import { objectOf } from '../../../lambdas/sources/reading/json.ts';
import { verifyGithub } from '../../../lambdas/sources/verifying/github.ts';
import { verifyGrafana } from '../../../lambdas/sources/verifying/grafana.ts';
import { verifyPagerduty } from '../../../lambdas/sources/verifying/pagerduty.ts';
import { verifyRoutingKey } from '../../../lambdas/sources/verifying/routing-key.ts';
import { verifySentry } from '../../../lambdas/sources/verifying/sentry.ts';
import { verifySlack } from '../../../lambdas/sources/verifying/slack.ts';
import { verifySns } from '../../../lambdas/sources/verifying/sns.ts';
import { signingCertificateUrl, snsCertificate } from '../../../lambdas/sources/verifying/sns-certificate.ts';
import { verifyStandardWebhook } from '../../../lambdas/sources/verifying/standard-webhooks.ts';
import { verifyToken } from '../../../lambdas/sources/verifying/token.ts';
import { runVectors } from '../../vectors/run-vectors.ts';

const now = new Date('2026-11-23T02:02:10Z');
const seconds = (offset = 0) => String(now.getTime() / 1000 + offset);
const body = '{"alerts":[]}';
const hex = (secret: string, ...parts: readonly string[]) =>
  createHmac('sha256', secret).update(parts.join('')).digest('hex');

interface Scheme {
  readonly name: string;
  readonly verify: (
    request: RawRequest,
    context: SenderVerificationContext,
  ) => SenderVerification | Promise<SenderVerification>;
  /** The headers of a genuine request; the first one carries the signature. */
  readonly sign: (secret: string, at: string) => Readonly<Record<string, string>>;
  readonly secret: string;
  readonly timed: boolean;
}

const schemes: readonly Scheme[] = [
  {
    name: 'bearer',
    verify: verifyToken,
    sign: (secret) => ({ authorization: `Bearer ${secret}` }),
    secret: 'token-1',
    timed: false,
  },
  {
    name: 'basic',
    verify: verifyToken,
    sign: (secret) => ({ authorization: `Basic ${Buffer.from(`firebreak:${secret}`).toString('base64')}` }),
    secret: 'pass:word',
    timed: false,
  },
  {
    name: 'custom header',
    verify: verifyToken,
    sign: (secret) => ({ 'x-firebreak-token': secret }),
    secret: 'token-1',
    timed: false,
  },
  {
    name: 'Standard Webhooks',
    verify: verifyStandardWebhook,
    sign: (secret, at) => ({
      'webhook-signature': `v1a,ignored v1,${createHmac('sha256', Buffer.from(secret.slice(6), 'base64'))
        .update(`msg_1.${at}.${body}`)
        .digest('base64')}`,
      'webhook-id': 'msg_1',
      'webhook-timestamp': at,
    }),
    secret: `whsec_${Buffer.from('a standard webhook secret').toString('base64')}`,
    timed: true,
  },
  {
    name: 'Sentry',
    verify: verifySentry,
    sign: (secret) => ({ 'sentry-hook-signature': hex(secret, body) }),
    secret: 'client-secret',
    timed: false,
  },
  {
    name: 'Grafana without a timestamp',
    verify: verifyGrafana,
    sign: (secret) => ({ 'x-grafana-alerting-signature': hex(secret, body) }),
    secret: 'grafana-secret',
    timed: false,
  },
  {
    name: 'Grafana with a timestamp',
    verify: verifyGrafana,
    sign: (secret, at) => ({
      'x-grafana-alerting-signature': hex(secret, `${at}:`, body),
      'x-grafana-alerting-timestamp': at,
    }),
    secret: 'grafana-secret',
    timed: true,
  },
  {
    name: 'PagerDuty',
    verify: verifyPagerduty,
    sign: (secret) => ({ 'x-pagerduty-signature': `v1=${hex('retired', body)}, v1=${hex(secret, body)}` }),
    secret: 'pd-secret',
    timed: false,
  },
  {
    name: 'GitHub',
    verify: verifyGithub,
    sign: (secret) => ({ 'x-hub-signature-256': `sha256=${hex(secret, body)}` }),
    secret: 'gh-secret',
    timed: false,
  },
  {
    name: 'Slack',
    verify: verifySlack,
    sign: (secret, at) => ({
      'x-slack-signature': `v0=${hex(secret, `v0:${at}:`, body)}`,
      'x-slack-request-timestamp': at,
    }),
    secret: 'slack-secret',
    timed: true,
  },
];

function request(headers: Readonly<Record<string, string>>, sent = body): RawRequest {
  const lists = Object.entries(headers).map(([name, value]) => [name, [value]]);
  return { headers: Object.fromEntries(lists), body: Buffer.from(sent), pathToken: null };
}

function context(...secrets: readonly string[]): SenderVerificationContext {
  return { secrets, now, fetchCertificate: async () => '' };
}

for (const { name, verify, sign, secret, timed } of schemes) {
  describe(`the scheme ${name}`, () => {
    const genuine = request(sign(secret, seconds()));

    it('accepts a genuine request, under any live secret', async () => {
      expect((await verify(genuine, context(secret))).ok).toBe(true);
      expect((await verify(genuine, context('another', secret))).ok).toBe(true);
    });

    it('refuses another secret, no secret, an empty secret and no headers', async () => {
      expect((await verify(genuine, context('another'))).ok).toBe(false);
      expect((await verify(genuine, context())).ok).toBe(false);
      expect((await verify(request(sign('', seconds())), context(''))).ok).toBe(false);
      expect((await verify(request({}), context(secret))).ok).toBe(false);
    });

    it('refuses a duplicated signature header', async () => {
      const [signature = ''] = Object.keys(sign(secret, seconds()));
      const values = genuine.headers[signature] ?? [];
      const doubled = { ...genuine, headers: { ...genuine.headers, [signature]: [...values, ...values] } };
      expect((await verify(doubled, context(secret))).ok).toBe(false);
    });

    if (verify !== verifyToken && verify !== verifyGithub) {
      it('says whether what it accepts may be a captured request', async () => {
        expect(await verify(genuine, context(secret))).toEqual(
          timed ? { ok: true } : { ok: true, replayable: true },
        );
      });
    }

    if (verify !== verifyToken) {
      it('refuses a body of which one byte differs', async () => {
        const altered = { ...genuine, body: Buffer.from(`${body} `) };
        expect((await verify(altered, context(secret))).ok).toBe(false);
      });
    }

    if (timed) {
      it('refuses a request that is more than 300 s off, either way', async () => {
        const at = (offset: number) => verify(request(sign(secret, seconds(offset))), context(secret));
        expect([(await at(-300)).ok, (await at(300)).ok]).toEqual([true, true]);
        expect([(await at(-301)).ok, (await at(301)).ok]).toEqual([false, false]);
        const signedLoosely = request(sign(secret, ` ${seconds()}`));
        expect((await verify(signedLoosely, context(secret))).ok).toBe(false);
      });
    }
  });
}

describe('a token', () => {
  it('is taken from the address when the sender cannot set headers', () => {
    const sent = { headers: {}, body: Buffer.from(body), pathToken: 'token-1' };
    expect(verifyToken(sent, context('token-1')).ok).toBe(true);
    expect(verifyToken(sent, context('token-2')).ok).toBe(false);
  });

  it('is the routing key in the body of the Events API v2', () => {
    const sent = request({}, '{"routing_key":"key-1"}');
    expect(verifyRoutingKey(sent, context('key-1')).ok).toBe(true);
    expect(verifyRoutingKey(sent, context('key-2')).ok).toBe(false);
    expect(verifyRoutingKey(request({}, '{}'), context('key-1')).ok).toBe(false);
  });
});

describe('SNS', () => {
  const folder = join(import.meta.dirname, '../../fixtures/sns');
  const certificate = readFileSync(join(folder, 'certificate.pem'), 'utf8');
  const messages = objectOf(JSON.parse(readFileSync(join(folder, 'messages.json'), 'utf8')));
  const now = new Date('2026-12-01T02:02:20Z');
  const topic = 'arn:aws:sns:eu-west-1:111122223333:alarms';
  const verify = (message: unknown, secrets: readonly string[] = [topic], pem = certificate, at = now) =>
    verifySns(request({}, JSON.stringify(message)), { secrets, now: at, fetchCertificate: async () => pem });

  it('accepts what SNS signed, in both versions of its signature', async () => {
    for (const message of Object.values(messages)) expect(await verify(message)).toEqual({ ok: true });
  });

  it('refuses a message that is older than an hour, and one without a time', async () => {
    const sent = Date.parse(String(objectOf(messages['alarm'])['Timestamp']));
    const at = (seconds: number, message = messages['alarm']) =>
      verify(message, [topic], certificate, new Date(sent + seconds * 1000));
    expect([(await at(0)).ok, (await at(3600)).ok, (await at(3601)).ok]).toEqual([true, true, false]);
    expect((await at(0, { ...objectOf(messages['alarm']), Timestamp: 'soon' })).ok).toBe(false);
  });

  it('refuses a message of which any signed field differs', async () => {
    for (const message of Object.values(messages).map(objectOf)) {
      for (const field of ['Message', 'MessageId', 'Timestamp', 'Type', 'Token', 'SubscribeURL', 'Subject']) {
        if (field in message) expect((await verify({ ...message, [field]: 'x' })).ok).toBe(false);
      }
      expect((await verify({ ...message, SignatureVersion: '3' })).ok).toBe(false);
    }
  });

  it('refuses a topic that is not on the list', async () => {
    expect((await verify(messages['alarm'], [`${topic}-other`])).ok).toBe(false);
    expect((await verify(messages['alarm'], [])).ok).toBe(false);
  });

  it('never fetches a certificate from an address that SNS would not use', async () => {
    let fetched = 0;
    const fetchCertificate = async () => {
      fetched += 1;
      return certificate;
    };
    const forged = { ...objectOf(messages['alarm']), SigningCertURL: 'https://evil.example/x.pem' };
    const verdict = await verifySns(request({}, JSON.stringify(forged)), {
      secrets: [topic],
      now,
      fetchCertificate,
    });
    expect([verdict.ok, fetched]).toEqual([false, 0]);
  });

  it('refuses addresses that only look like those of SNS', () => {
    const name = '/SimpleNotificationService-00000000000000000000000000000001.pem';
    const genuine = `https://sns.eu-west-1.amazonaws.com${name}`;
    expect(signingCertificateUrl(genuine, 'eu-west-1')?.href).toBe(genuine);
    for (const address of [
      `http://sns.eu-west-1.amazonaws.com${name}`,
      `https://sns.eu-west-1.amazonaws.com:8443${name}`,
      `https://sns.eu-west-1.amazonaws.com:443${name}`,
      `https://@sns.eu-west-1.amazonaws.com${name}`,
      `https://sns.eu-west-1.amazonaws.com.${name}`,
      `https:sns.eu-west-1.amazonaws.com${name}`,
      `https:\\\\sns.eu-west-1.amazonaws.com${name}`,
      `https://sns.eu-west-1.amazonaws.com/%2e%2e${name}`,
      `https://sns.eu-west-1.amazonaws.com${name.toUpperCase()}`,
      ` https://sns.eu-west-1.amazonaws.com${name}`,
      `https://sns.us-east-1.amazonaws.com${name}`,
      `https://sns.eu-west-1.amazonaws.com.evil.example${name}`,
      `https://sns.eu-west-1.amazonaws.com@evil.example${name}`,
      `https://user@sns.eu-west-1.amazonaws.com${name}`,
      `https://bucket.s3.amazonaws.com${name}`,
      `${genuine}?x=.pem`,
      `${genuine}#x`,
      `${genuine}?`,
      `https://sns.eu-west-1.amazonaws.com/a/..${name}`,
      `https://sns.eu-west-1.amazonaws.com/?Action=x&y=.pem`,
      `https:\\\\sns.eu-west-1.amazonaws.com${name}`,
      'not an address',
    ]) {
      expect(signingCertificateUrl(address, 'eu-west-1')).toBeNull();
    }
  });

  it('refuses certificates that are wrapped, expired, not yet valid, or of somebody else', () => {
    expect(snsCertificate(certificate, now)).not.toBeNull();
    expect(snsCertificate(`<xml>\n${certificate}</xml>`, now)).toBeNull();
    expect(snsCertificate(certificate, new Date('2001-01-01'))).toBeNull();
    expect(snsCertificate(certificate, new Date('2199-01-01'))).toBeNull();
    expect(snsCertificate('-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n', now)).toBeNull();
  });
});

describe('published vectors', () => {
  const file = join(import.meta.dirname, '../../../../shared/vectors/webhook-signatures.json');

  it('are all answered as they must be, when they are there', async () => {
    const results = existsSync(file) ? await runVectors(file) : [];
    expect(results.filter(({ actual, expected }) => actual !== null && actual !== expected)).toEqual([]);
  });
});
