import { lazyCrypto } from '../../adapters/builtins/lazy-builtins.ts';
import { ConfigurationError } from '../../domain/errors.ts';
import type { HttpRequest } from '../../ports/http-client.ts';

export interface WebhookCall {
  /** Host and path. */
  readonly address: string;
  /** The same for every try: the receiver knows a repetition by it. */
  readonly id: string;
  readonly type: 'firebreak.action.run' | 'firebreak.action.undo';
  readonly data: Readonly<Record<string, string>>;
  readonly now: Date;
}

/** The key of a signing secret, `whsec_` and base64 of 24 to 64 bytes. Throws ConfigurationError; what is no key is never quoted. */
export function signingKeyOf(secret: string, name: string): Uint8Array {
  const [, base64 = ''] = /^whsec_([A-Za-z0-9+/]{32,88}={0,2})$/.exec(secret.trim()) ?? [];
  const key = Buffer.from(base64, 'base64');
  if (key.length >= 24 && key.length <= 64) return key;
  throw new ConfigurationError(
    `The secret ${name} is not a signing key: it must be whsec_ and base64 of 24 to 64 bytes`,
  );
}

/** https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md */
export function signedWebhook({ address, id, type, data, now }: WebhookCall, key: Uint8Array): HttpRequest {
  const [host = '', ...path] = address.split('/');
  const body = JSON.stringify({ type, timestamp: now.toISOString(), data });
  const timestamp = String(Math.floor(now.getTime() / 1000));
  const digest = lazyCrypto().createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64');
  return {
    method: 'POST',
    host,
    path: `/${path.join('/')}`,
    headers: {
      'content-type': 'application/json',
      'webhook-id': id,
      'webhook-timestamp': timestamp,
      'webhook-signature': `v1,${digest}`,
    },
    body,
  };
}
