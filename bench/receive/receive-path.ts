import { sealDelivery } from '../../lambdas/adapters/aws/queue/delivery-envelope.ts';
import { systemClock } from '../../lambdas/runtime/env/system-clock.ts';
import { createUlidIds } from '../../lambdas/runtime/env/ulid-ids.ts';
import { sourcesByName } from '../../lambdas/sources/index.ts';
import type { ReceiveAlertDeps } from '../../lambdas/use-cases/intake/receive-alert.ts';
import { createInMemorySecrets } from '../../local/rehearsal/memory/in-memory-secrets.ts';

export const token = 'a-secret-of-32-letters-and-digits';
/** As after a rotation: every source has two live secrets. */
const secrets = Object.fromEntries([...sourcesByName.keys()].map((name) => [name, [token, `old-${token}`]]));
const longestQueue = 10_000;

/** The receive path as it is deployed, but for Secrets Manager and SQS: messages are sealed and kept in a list that is emptied when it is long. */
export function receivePath(): ReceiveAlertDeps {
  const messages: string[] = [];
  return {
    sources: sourcesByName,
    secrets: createInMemorySecrets({ sources: JSON.stringify(secrets) }),
    sourcesSecret: 'sources',
    queue: {
      send: async (delivery) => {
        messages.push(sealDelivery(delivery).message);
        if (messages.length === longestQueue) messages.length = 0;
      },
    },
    fetchCertificate: async () => '',
    clock: systemClock,
    ids: createUlidIds(systemClock),
  };
}
