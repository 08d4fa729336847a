import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { type AwsClients, orOnFault } from '../../../ports/aws-clients.ts';
import type { Clock } from '../../../ports/clock.ts';
import type { RotatedSecrets } from '../../../ports/secrets.ts';
import { createKeptSecrets, presentSecret } from './kept-secrets.ts';
import { keepValues } from './kept-values.ts';

/** Secrets Manager. A rotation leaves the version before it under AWSPREVIOUS. */
export function createSecretsManagerSecrets(aws: AwsClients, clock: Clock): RotatedSecrets {
  const fetchSecret = async (SecretId: string, VersionStage?: string): Promise<string | null> => {
    const sent = aws.get(SecretsManagerClient).send(new GetSecretValueCommand({ SecretId, VersionStage }));
    const found = await orOnFault(sent, ['ResourceNotFoundException'], null);
    return found === null ? null : (found.SecretString ?? '');
  };
  return {
    ...createKeptSecrets(clock, (name) => fetchSecret(name)),
    versions: keepValues(clock, async (name) => {
      const [current, previous] = await Promise.all([fetchSecret(name), fetchSecret(name, 'AWSPREVIOUS')]);
      const newest = presentSecret(name, current);
      return previous === null || previous === '' || previous === newest ? [newest] : [newest, previous];
    }),
  };
}
