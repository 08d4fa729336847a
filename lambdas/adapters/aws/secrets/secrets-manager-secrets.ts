import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { type AwsClients, orOnFault } from '../../../ports/aws-clients.ts';
import type { Clock } from '../../../ports/clock.ts';
import type { Secrets } from '../../../ports/secrets.ts';
import { createKeptSecrets } from './kept-secrets.ts';

/** Secrets Manager. */
export function createSecretsManagerSecrets(aws: AwsClients, clock: Clock): Secrets {
  return createKeptSecrets(clock, async (name) => {
    const sent = aws.get(SecretsManagerClient).send(new GetSecretValueCommand({ SecretId: name }));
    const found = await orOnFault(sent, ['ResourceNotFoundException'], null);
    return found === null ? null : (found.SecretString ?? '');
  });
}
