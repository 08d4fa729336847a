import { X509Certificate } from 'node:crypto';
import { compactVerify } from 'jose';
import type {
  RawRequest,
  SenderVerification,
  SenderVerificationContext,
} from '../../lambdas/ports/plug-ins/alert-source.ts';
import { isObject, type JsonObject, listOf, objectOf, textOf } from '../../lambdas/sources/reading/json.ts';
import { snsMessages } from '../../lambdas/sources/reading/sns-message.ts';
import { verifyGithub } from '../../lambdas/sources/verifying/github.ts';
import { grafanaTimestampHeaders, verifyGrafana } from '../../lambdas/sources/verifying/grafana.ts';
import { hexDigest, signedByAny } from '../../lambdas/sources/verifying/hmac.ts';
import { verifyPagerduty } from '../../lambdas/sources/verifying/pagerduty.ts';
import { verifySentry } from '../../lambdas/sources/verifying/sentry.ts';
import { verifySlack } from '../../lambdas/sources/verifying/slack.ts';
import { verifySnsMessage } from '../../lambdas/sources/verifying/sns.ts';
import { signingCertificateUrl, snsCertificate } from '../../lambdas/sources/verifying/sns-certificate.ts';
import { verifyStandardWebhook } from '../../lambdas/sources/verifying/standard-webhooks.ts';

/** Reads a file that a vector names; null when it is not there. */
export type ReadNamed = (name: string) => string | null;

type Check = (vector: JsonObject, read: ReadNamed) => boolean | null | Promise<boolean | null>;
type RequestVerifier = (
  request: RawRequest,
  context: SenderVerificationContext,
) => SenderVerification | Promise<SenderVerification>;

const byRequest =
  (verify: RequestVerifier): Check =>
  async (vector) =>
    (await verify(requestOf(vector), contextOf(vector, ''))).ok;

const checks: Readonly<Record<string, Check>> = {
  'hmac-sha256': (vector) =>
    signedByAny([keyOf(vector)], [bodyOf(vector)], hexDigest(textOf(vector['hex']) ?? '')),
  'jws-hs256': async (vector) => {
    const key = Buffer.from(textOf(vector['jwkK']) ?? '', 'base64url');
    const verified = compactVerify(textOf(vector['compact']) ?? '', key, { algorithms: ['HS256'] });
    return verified.then(
      () => true,
      () => false,
    );
  },
  github: byRequest(verifyGithub),
  slack: byRequest(verifySlack),
  'standard-webhooks': byRequest(verifyStandardWebhook),
  'pagerduty-v3': byRequest(verifyPagerduty),
  'grafana-hmac': byRequest(verifyGrafana),
  sentry: byRequest(verifySentry),
  sns: async (vector, read) => {
    const file = textOf(vector['payloadFile']);
    const payload = file === null ? null : read(file);
    if (file !== null && payload === null) return null;
    const messages = payload === null ? [objectOf(vector['message'])] : snsMessages(JSON.parse(payload));
    const context = contextOf(vector, read(textOf(vector['cert']) ?? '') ?? '');
    const verified = await Promise.all(messages.map((message) => verifySnsMessage(message, context)));
    return verified.length > 0 && verified.every(({ ok }) => ok);
  },
  'sns-cert-url': (vector) =>
    signingCertificateUrl(textOf(vector['url']) ?? '', textOf(vector['topicRegion']) ?? '') !== null,
  'sns-cert-body': (vector, read) => {
    const certificate = read(textOf(vector['cert']) ?? '') ?? '';
    const body = (textOf(vector['bodyTemplate']) ?? '{CERT}').replace('{CERT}', certificate);
    return snsCertificate(body, validAt(certificate)) !== null;
  },
};

/** What our verifier answers; null when the vector names a file that is not there, or a scheme that nothing here verifies. */
export async function checkVector(vector: JsonObject, read: ReadNamed): Promise<boolean | null> {
  const scheme = textOf(vector['scheme']) ?? '';
  const check = Object.hasOwn(checks, scheme) ? checks[scheme] : undefined;
  return check === undefined ? null : check(vector, read);
}

function requestOf(vector: JsonObject): RawRequest {
  const headers: Record<string, string[]> = {};
  const timestampHeader = textOf(vector['timestampHeader'])?.toLowerCase();
  for (const [name, value] of Object.entries(objectOf(vector['headers']))) {
    const lower = name.toLowerCase();
    const key = lower === timestampHeader ? (grafanaTimestampHeaders[0] ?? lower) : lower;
    const values = Array.isArray(value) ? value : [value];
    headers[key] = [...(headers[key] ?? []), ...values.map(String)];
  }
  return { headers, body: bodyOf(vector), pathToken: null };
}

function contextOf(vector: JsonObject, certificate: string): SenderVerificationContext {
  const secrets = [vector['secret'], ...listOf(vector['secrets'])].flatMap((secret) =>
    typeof secret === 'string' ? [secret] : [],
  );
  return { secrets, now: nowOf(vector), fetchCertificate: async () => certificate };
}

function nowOf(vector: JsonObject): Date {
  const { nowUnix, nowIso } = vector;
  if (typeof nowUnix === 'number') return new Date(nowUnix * 1000);
  return typeof nowIso === 'string' ? new Date(nowIso) : new Date();
}

/** Bodies are judged at an instant at which the certificate itself is valid. */
function validAt(certificate: string): Date {
  try {
    return new Date(Date.parse(new X509Certificate(certificate).validFrom) + 1000);
  } catch {
    return new Date();
  }
}

function keyOf(vector: JsonObject): Buffer {
  const hex = textOf(vector['keyHex']);
  return hex === null ? Buffer.from(textOf(vector['secret']) ?? '') : Buffer.from(hex, 'hex');
}

function bodyOf(vector: JsonObject): Uint8Array {
  for (const [field, encoding] of [
    ['bodyUtf8', 'utf8'],
    ['bodyHex', 'hex'],
    ['bodyBase64', 'base64'],
  ] as const) {
    const body = vector[field];
    if (typeof body === 'string') return Buffer.from(body, encoding);
  }
  return isObject(vector['body']) ? Buffer.from(JSON.stringify(vector['body'])) : new Uint8Array();
}
