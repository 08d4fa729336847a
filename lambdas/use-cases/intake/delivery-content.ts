import type { AlertSource, Delivery, RawRequest } from '../../ports/plug-ins/alert-source.ts';

/** What parsers need of a request's headers; credentials are never among them. */
const keptHeaders: ReadonlySet<string> = new Set([
  'content-type',
  'content-encoding',
  'sentry-hook-resource',
  'x-github-event',
  'x-webhook-id',
  'webhook-timestamp',
]);

/** Those, and the attributes of a CloudEvent in binary mode. */
function isKept(name: string): boolean {
  return keptHeaders.has(name) || (name.startsWith('ce-') && /^ce-[a-z0-9]+$/.test(name));
}

/** Such bytes may be valid UTF-8 by chance, which those of gzip never are. */
const packedAsText = /^\s*(deflate|br)\s*$/i;

/** Keeps a byte order mark: the text is what was sent. */
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** The part of a request that is read: its text, or its bytes in base64 where they are no text. */
export function deliveryContent(
  request: RawRequest,
  source: Pick<AlertSource, 'withoutCredentials'> = {},
): Pick<Delivery, 'headers' | 'body'> {
  const headers: Record<string, string> = {};
  for (const [name, [value]] of Object.entries(request.headers)) {
    // An attribute of a CloudEvent may be percent-encoded, nine or twelve characters for one.
    if (value !== undefined && isKept(name))
      headers[name] = value.slice(0, name.startsWith('ce-') ? 4096 : 256);
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
