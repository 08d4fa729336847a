import type { Delivery, RawRequest } from '../ports/alert-source.ts';

/** What parsers need of a request's headers; credentials are never among them. */
const keptHeaders =
  /^(content-type|content-encoding|sentry-hook-resource|x-github-event|x-webhook-id|ce-[a-z0-9]+)$/;

/** Keeps a byte order mark: the text is what was sent. */
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** The part of a request that is read: its text, or its bytes in base64 where they are no text. */
export function deliveryContent(
  request: RawRequest,
  withoutCredentials: (body: string) => string = (body) => body,
): Pick<Delivery, 'headers' | 'body'> {
  const headers: Record<string, string> = {};
  for (const [name, [value]] of Object.entries(request.headers)) {
    if (value !== undefined && keptHeaders.test(name)) headers[name] = value.slice(0, 256);
  }
  try {
    return { headers, body: withoutCredentials(utf8.decode(request.body)) };
  } catch {
    headers['content-transfer-encoding'] = 'base64';
    return { headers, body: Buffer.from(request.body).toString('base64') };
  }
}
