import { createHash, createHmac } from 'node:crypto';
import { ConfigurationError } from '../domain/errors.ts';
import type { IncidentUpdate, UpdatedIncident } from '../domain/reporting/updates/incident-update.ts';
import type { IncidentChannel } from '../ports/plug-ins/incident-channel.ts';
import { entryOfSecret } from './posting/secret-entry.ts';
import { resultOf, sendRequest } from './posting/send-request.ts';

/** What is posted: data for programs. Text in it may quote hostile input: it is for the receiver to escape. */
interface WebhookMessage {
  readonly type: `incident.${IncidentUpdate['signal']}`;
  readonly timestamp: string;
  readonly data: {
    readonly incident: UpdatedIncident & { readonly url: string };
    readonly update: Pick<IncidentUpdate, 'id' | 'text' | 'calls'>;
  };
}

/** Posts every update as signed JSON, by the Standard Webhooks specification. https://www.standardwebhooks.com */
export const webhook: IncidentChannel<WebhookMessage> = {
  name: 'webhook',
  env: {},
  secrets: {
    WEBHOOK_SECRET: '{"url": "https://…", "key": "whsec_<base64>"}, or {"<to>": that} for several',
  },
  localSecrets: {
    WEBHOOK_SECRET: '{"url": "{channels}/webhook", "key": "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"}',
  },
  iam: [],
  to: entryOfSecret,
  render: ({ incident, update, url }) => ({
    type: `incident.${update.signal}`,
    timestamp: update.at,
    data: {
      incident: { ...incident, url },
      update: { id: update.id, text: update.text, calls: update.calls },
    },
  }),
  async send({ secret, signal, now }, { to, key, memory }, message) {
    const { url, signingKey } = endpointOf(await secret('WEBHOOK_SECRET'), to);
    const body = JSON.stringify(message);
    // The same when it is sent again: by it the receiver takes it once.
    const id = `msg_${createHash('sha256').update(key).digest('hex').slice(0, 32)}`;
    const timestamp = String(Math.floor(now.getTime() / 1000));
    const signature = createHmac('sha256', signingKey).update(`${id}.${timestamp}.${body}`).digest('base64');
    const response = await sendRequest(url, {
      headers: {
        'content-type': 'application/json',
        'webhook-id': id,
        'webhook-timestamp': timestamp,
        'webhook-signature': `v1,${signature}`,
      },
      body,
      signal,
    });
    return resultOf(response, memory);
  },
};

function endpointOf(secret: string, to: string | null): { url: string; signingKey: Buffer } {
  const value = objectIn(secret);
  const { url, key } = to === null ? value : objectIn(JSON.stringify(value[to] ?? null));
  const base64 = typeof key === 'string' ? /^whsec_([A-Za-z0-9+/]{24,}={0,2})$/.exec(key)?.[1] : undefined;
  if (typeof url === 'string' && base64 !== undefined) {
    return { url, signingKey: Buffer.from(base64, 'base64') };
  }
  const which = to === null ? 'The secret' : `The entry "${to}" of the secret`;
  throw new ConfigurationError(
    `${which} of the channel webhook is not {"url": "https://…", "key": "whsec_<base64>"}: docs/channels.md`,
  );
}

/** Empty where it is no object of JSON. */
function objectIn(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}
