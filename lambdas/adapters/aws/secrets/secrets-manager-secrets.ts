import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { type AwsClients, orOnFault } from '../../../ports/aws-clients.ts';
import type { Clock } from '../../../ports/clock.ts';
import type { RotatedSecrets } from '../../../ports/secrets.ts';
import { presentSecret } from './kept-secrets.ts';
import { keepValues } from './kept-values.ts';

/** Secrets Manager. A rotation leaves the version before it under AWSPREVIOUS. */
export function createSecretsManagerSecrets(aws: AwsClients, clock: Clock): RotatedSecrets {
  const fetchSecret = async (SecretId: string, VersionStage?: string): Promise<string | null> => {
    const sent = aws.get(SecretsManagerClient).send(new GetSecretValueCommand({ SecretId, VersionStage }));
    const found = await orOnFault(sent, ['ResourceNotFoundException'], null);
    return found === null ? null : (found.SecretString ?? '');
  };
  const current = keepValues(clock, async (name) => presentSecret(name, await fetchSecret(name)));
  const previous = keepValues(clock, (name) => fetchSecret(name, 'AWSPREVIOUS'));
  return {
    read: (name) => current(name),
    async versions(name, fresh) {
      const [newest, before] = await Promise.all([current(name, fresh), previous(name, fresh)]);
      return before === null || before === '' || before === newest ? [newest] : [newest, before];
    },
  };
}
