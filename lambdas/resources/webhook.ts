import * as z from 'zod/mini';
import type { ResourceKind } from '../ports/plug-ins/resource-kind.ts';
import { namedField } from './named-field.ts';
import { tokenSecretArn, tokenSecretField } from './outside/token-secret.ts';
import { secret } from './secret.ts';

const address = String.raw`(?=.{4,500}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}(\/[A-Za-z0-9._~-]{1,100})+`;
const advice = 'such as "hooks.example.com/fail-over": it is always called by https, without port and query';

const schema = z.strictObject({
  address: namedField(new RegExp(`^${address}$`), `must be host and path of a webhook, ${advice}`),
  undo: z._default(
    namedField(
      new RegExp(`^(none|${address})$`),
      `must be the webhook that takes it back, or none; an address is ${advice}`,
    ),
    'none',
  ),
  signingSecret: tokenSecretField,
});
export type WebhookId = z.infer<typeof schema>;

/** A webhook of the user's own that does something for the service. */
export const webhook: ResourceKind<WebhookId, 'signingKey'> = {
  kind: 'webhook',
  title: 'Webhook that does something for the service',
  schema,
  name: (id) => id.address.slice(id.address.lastIndexOf('/') + 1),
  key: (id) => `webhook:${id.address}`,
  arns: ({ signingSecret }) => ({ signingKey: tokenSecretArn(signingSecret) }),
  // Nobody should open the webhook itself: a click may run it.
  consoleUrl: ({ signingSecret }, region) => secret.consoleUrl({ secret: signingSecret }, region),
  describe: (id) => `webhook ${id.address}`,
};
