import { createSecretsManagerSecrets } from '../../adapters/aws/secrets/secrets-manager-secrets.ts';
import type { AwsClients } from '../../ports/aws-clients.ts';
import { createJsonFetch } from '../http/fetch-json.ts';
import { createLoki, type LokiPolicy } from './loki.ts';

/** What reaches servers of the user's own, with the tokens that policy names. */
export function buildServers(aws: AwsClients) {
  const fetchJson = createJsonFetch();
  const secrets = createSecretsManagerSecrets(aws, { now: () => new Date() });
  return { fetchJson, secrets, lokiOf: (policy: LokiPolicy) => createLoki(fetchJson, secrets, policy) };
}
