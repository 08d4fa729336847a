import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { createHttpClient } from '../../lambdas/adapters/http/create-http-client.ts';
import { sendOverInternet, sendToLoopback } from '../../lambdas/adapters/http/send-https.ts';
import type { Outbound } from '../../lambdas/runtime/build/build-outbound.ts';
import { channelSecretName, resourceNames } from '../../lib/functions/resource-names.ts';
import { channelSecrets, channelVariables } from '../../local/cloud/channel-variables.ts';
import type { Installation } from './installation.ts';

/** What plug-ins of an installation call servers outside AWS with; on this computer the services that stand for them. */
export async function outboundOf(installation: Installation): Promise<Outbound> {
  const { aws, stage } = installation;
  if (stage === null) {
    const url = await installation.channels();
    const [names, values] = [channelVariables(url), channelSecrets(url)];
    return {
      http: createHttpClient({ send: sendToLoopback(new URL(url).origin) }),
      secret: async (variable) => values[names[variable] ?? ''] ?? '',
    };
  }
  return {
    http: createHttpClient({ send: sendOverInternet() }),
    secret: async (variable) => {
      const SecretId = resourceNames(stage).secret(channelSecretName(variable));
      const found = await aws.get(SecretsManagerClient).send(new GetSecretValueCommand({ SecretId }));
      return found.SecretString ?? '';
    },
  };
}
