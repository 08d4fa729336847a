import type { KeyObject } from 'node:crypto';
import { lazyCrypto } from '../../builtins/lazy-builtins.ts';

export interface Unsigned {
  readonly method: string;
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array | undefined;
  /** Signing name. */
  readonly service: string;
  readonly region: string;
  readonly at: Date;
}

export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string | undefined;
}

/** Proxies may change them. */
const unsignedNames = new Set([
  'content-type',
  'content-length',
  'user-agent',
  'expect',
  'range',
  'connection',
]);

/**
 * The request's headers, by lower-case name, with its signature, version 4, and the `host` that was signed. A body of S3 is not signed:
 * TLS keeps it whole.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */
export function signedHeaders(request: Unsigned, credentials: Credentials): Record<string, string> {
  const { service, url, region, body = '' } = request;
  const time = request.at.toISOString().replace(/[:-]|\.\d{3}/g, '');
  const scope = `${time.slice(0, 8)}/${region}/${service}/aws4_request`;
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(request.headers)) headers[name.toLowerCase()] = value;
  headers['host'] = url.host;
  headers['x-amz-date'] = time;
  if (service === 's3') headers['x-amz-content-sha256'] ??= 'UNSIGNED-PAYLOAD';
  if (credentials.sessionToken) headers['x-amz-security-token'] = credentials.sessionToken;

  const names = Object.keys(headers)
    .filter((name) => !unsignedNames.has(name))
    .sort();
  const canonical = [
    request.method,
    canonicalPath(url.pathname, service),
    canonicalQuery(url.searchParams),
    ...names.map((name) => `${name}:${headers[name]?.trim().replace(/\s+/g, ' ')}`),
    '',
    names.join(';'),
    headers['x-amz-content-sha256'] ?? sha256(body),
  ].join('\n');

  const signature = lazyCrypto()
    .createHmac('sha256', signingKey(credentials.secretAccessKey, scope))
    .update(`AWS4-HMAC-SHA256\n${time}\n${scope}\n${sha256(canonical)}`)
    .digest('hex');
  headers['authorization'] =
    `AWS4-HMAC-SHA256 Credential=${credentials.accessKeyId}/${scope}, SignedHeaders=${names.join(';')}, Signature=${signature}`;
  return headers;
}

/** The path is encoded already; all services but S3 take it encoded once more. */
function canonicalPath(path: string, service: string): string {
  if (path === '/') return path;
  const parts = service === 's3' ? path.split('/').map(decodeURIComponent) : path.split(/\/+/);
  return parts.map(encoded).join('/');
}

function canonicalQuery(query: URLSearchParams): string {
  if (query.size === 0) return '';
  return [...query]
    .map(([name, value]) => [encoded(name), encoded(value)] as const)
    .sort(([name, value], [otherName, otherValue]) => compare(name, otherName) || compare(value, otherValue))
    .map((pair) => pair.join('='))
    .join('&');
}

function compare(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}

/** Everything but the unreserved characters of RFC 3986. */
function encoded(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/** Keys of the last day and before are of no use: one for each service of today is plenty. */
const mostKeys = 32;
const keys = new Map<string, KeyObject>();

/** Derived once for a secret and the day, Region and service of a scope. */
function signingKey(secretAccessKey: string, scope: string): KeyObject {
  const name = `${secretAccessKey},${scope}`;
  const known = keys.get(name);
  if (known !== undefined) return known;
  const { createHmac, createSecretKey } = lazyCrypto();
  const bytes = scope
    .split('/')
    .reduce<Buffer>(
      (key, part) => createHmac('sha256', key).update(part).digest(),
      Buffer.from(`AWS4${secretAccessKey}`),
    );
  const key = createSecretKey(bytes);
  if (keys.size >= mostKeys) keys.clear();
  keys.set(name, key);
  return key;
}

function sha256(content: string | Uint8Array): string {
  return lazyCrypto().hash('sha256', content, 'hex');
}
