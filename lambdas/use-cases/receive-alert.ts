import { ConfigurationError, PayloadTooLargeError, UnauthenticatedError } from '../domain/errors.ts';
import { type AlertQueue, longestBodyBytes } from '../ports/alert-queue.ts';
import type { AlertSource, Delivery, RawRequest, SourceAnswer } from '../ports/alert-source.ts';
import type { Clock } from '../ports/clock.ts';
import type { Ids } from '../ports/ids.ts';
import type { Secrets } from '../ports/secrets.ts';

export interface ReceiveAlertDeps {
  readonly sources: ReadonlyMap<string, AlertSource>;
  readonly secrets: Secrets;
  /** Name of the secret that holds `{"<source>": ["secret", "older secret"]}`. */
  readonly sourcesSecret: string;
  readonly queue: AlertQueue;
  readonly fetchCertificate: (url: URL) => Promise<string>;
  readonly clock: Clock;
  readonly ids: Ids;
}

/** What parsers need of a request's headers; credentials are never among them. */
const keptHeaders =
  /^(content-type|content-encoding|sentry-hook-resource|x-github-event|x-webhook-id|ce-[a-z0-9]+)$/;

/** Such bytes may be valid UTF-8 by chance, which those of gzip never are. */
const packedAsText = /^\s*(deflate|br)\s*$/i;

/** Keeps a byte order mark: the text is what was sent. */
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Checked in place of a source that is unknown or has no secret, so that both take the same time. */
const decoySecret = 'no-sender-knows-this';

/**
 * Authenticates one request over its raw bytes and queues it: after the answer it is never lost. Throws UnauthenticatedError, the
 * same whatever was wrong; PayloadTooLargeError; DependencyUnavailableError when the sender should try again.
 */
export async function receiveAlert(
  deps: ReceiveAlertDeps,
  sourceName: string,
  request: RawRequest,
): Promise<SourceAnswer> {
  if (request.body.byteLength > longestBodyBytes) {
    throw new PayloadTooLargeError('The body is larger than 10 MB (10485760 bytes)');
  }
  const source = deps.sources.get(sourceName);
  const live = liveSecrets(await deps.secrets.read(deps.sourcesSecret), sourceName);
  const known = source !== undefined && live.length > 0;
  const now = deps.clock.now();
  const verification = await (source ?? decoySource(deps)).verify(request, {
    secrets: known ? live : [decoySecret],
    now,
    fetchCertificate: deps.fetchCertificate,
  });
  if (!known || !verification.ok) throw new UnauthenticatedError('The credentials were not accepted');
  const delivery: Delivery = {
    id: deps.ids.next('dlv'),
    source: source.name,
    receivedAt: now.toISOString(),
    ...content(source, request),
  };
  await deps.queue.send(delivery);
  return source.accepted?.(delivery) ?? { status: 202, body: { deliveryId: delivery.id } };
}

function decoySource({ sources }: ReceiveAlertDeps): AlertSource {
  const [any] = sources.values();
  if (any === undefined) throw new ConfigurationError('No alert source is registered');
  return any;
}

/** Throws ConfigurationError when the secret does not have the expected shape or holds an empty secret. */
export function liveSecrets(secret: string, source: string): readonly string[] {
  const bySource = parseSecret(secret);
  const found = Object.hasOwn(bySource, source) ? bySource[source] : [];
  if (!Array.isArray(found) || found.some((value) => typeof value !== 'string' || value === '')) {
    throw new ConfigurationError(
      `The secrets of source ${source} must be a list of texts that are not empty`,
    );
  }
  return found;
}

let parsedLast: { readonly secret: string; readonly bySource: Readonly<Record<string, unknown>> } | null =
  null;

/** It changes at a rotation only: parsing it was a sixth of what a delivery takes. */
function parseSecret(secret: string): Readonly<Record<string, unknown>> {
  if (parsedLast?.secret !== secret) parsedLast = { secret, bySource: parseSecretAnew(secret) };
  return parsedLast.bySource;
}

function parseSecretAnew(secret: string): Readonly<Record<string, unknown>> {
  try {
    const parsed: unknown = JSON.parse(secret);
    if (typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)) return { ...parsed };
  } catch {
    // The parser's message would quote the secret.
  }
  throw new ConfigurationError('The secret of the alert sources is not a JSON object');
}

function content(source: AlertSource, request: RawRequest): Pick<Delivery, 'headers' | 'body'> {
  const headers: Record<string, string> = {};
  for (const [name, [value]] of Object.entries(request.headers)) {
    if (value !== undefined && keptHeaders.test(name)) headers[name] = value.slice(0, 256);
  }
  if (source.withoutCredentials !== undefined) {
    delete headers['content-encoding'];
    return { headers, body: source.withoutCredentials(request) };
  }
  const text = packedAsText.test(headers['content-encoding'] ?? '') ? null : textOf(request.body);
  if (text !== null) return { headers, body: text };
  headers['content-transfer-encoding'] = 'base64';
  return { headers, body: Buffer.from(request.body).toString('base64') };
}

/** Null when the bytes are not UTF-8. */
function textOf(bytes: Uint8Array): string | null {
  try {
    return utf8.decode(bytes);
  } catch {
    return null;
  }
}
