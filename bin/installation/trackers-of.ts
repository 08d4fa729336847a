import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { createHttpClient } from '../../lambdas/adapters/http/create-http-client.ts';
import { sendOverInternet, sendToLoopback } from '../../lambdas/adapters/http/send-https.ts';
import type { TrackerPolicy } from '../../lambdas/domain/policy/follow-ups-schema.ts';
import type { BoundTracker } from '../../lambdas/ports/tracker.ts';
import { bindTrackers } from '../../lambdas/runtime/build/build-trackers.ts';
import { channelSecretName, resourceNames } from '../../lib/functions/resource-names.ts';
import { channelSecrets, channelVariables } from '../../local/cloud/channel-variables.ts';
import type { Installation } from './installation.ts';

/** The trackers of an installation; on this computer the services that stand for them. */
export async function trackersOf(
  installation: Installation,
  places: readonly TrackerPolicy[],
): Promise<readonly BoundTracker[]> {
  const { aws, stage } = installation;
  if (places.length === 0) return [];
  if (stage === null) {
    const url = await installation.channels();
    const [names, values] = [channelVariables(url), channelSecrets(url)];
    return bindTrackers(places, {
      http: createHttpClient({ send: sendToLoopback(new URL(url).origin) }),
      secret: async (variable) => values[names[variable] ?? ''] ?? '',
    });
  }
  return bindTrackers(places, {
    http: createHttpClient({ send: sendOverInternet() }),
    secret: async (variable) => {
      const SecretId = resourceNames(stage).secret(channelSecretName(variable));
      const found = await aws.get(SecretsManagerClient).send(new GetSecretValueCommand({ SecretId }));
      return found.SecretString ?? '';
    },
  });
}
