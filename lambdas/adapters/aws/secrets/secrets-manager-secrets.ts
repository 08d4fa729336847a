import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { AwsClients } from '../../../ports/aws-clients.ts';
import type { Clock } from '../../../ports/clock.ts';
import type { Secrets } from '../../../ports/secrets.ts';
import { createKeptSecrets } from './kept-secrets.ts';

/** Secrets Manager. */
export function createSecretsManagerSecrets(aws: AwsClients, clock: Clock): Secrets {
  return createKeptSecrets(clock, async (name) => {
    const command = new GetSecretValueCommand({ SecretId: name });
    return (await orOnFault(aws.get(SecretsManagerClient).send(command), ['ResourceNotFoundException'], null))?.SecretString ?? null;
  });
}
