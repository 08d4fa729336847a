import { randomUUID } from 'node:crypto';
import {
  GetSecretValueCommand,
  PutSecretValueCommand,
  SecretsManagerClient,
  UpdateSecretVersionStageCommand,
} from '@aws-sdk/client-secrets-manager';
import { type AwsClients, awsFaultOf, orOnFault } from '../../lambdas/ports/aws-clients.ts';
import { CommandError } from '../cli/command-error.ts';

/** A secret that several people change at once without losing what another one wrote. */
export interface SecretStore {
  read(): Promise<string>;
  /** Replaces the value by what `change` makes of it; asked again when somebody else was faster. Resolves to its last answer. */
  update<Change extends { readonly value: string }>(change: (value: string) => Change): Promise<Change>;
}

const attempts = 5;

/**
 * Secrets Manager has no conditional write, but its labels move conditionally: a new version is written beside the current one, and
 * AWSCURRENT moves to it only from the version that was read.
 * https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_UpdateSecretVersionStage.html
 */
export function createSecretsManagerStore(aws: AwsClients, name: string): SecretStore {
  const current = async () => {
    const sent = aws.get(SecretsManagerClient).send(new GetSecretValueCommand({ SecretId: name }));
    const { SecretString: value = '{}', VersionId: version = '' } = await inWords(name, sent);
    return { value, version };
  };
  return {
    read: async () => (await current()).value,
    async update(change) {
      for (let attempt = 1; attempt <= attempts; attempt += 1) {
        const { value, version } = await current();
        const changed = change(value);
        if (changed.value === value || (await replace(aws, name, version, changed.value))) return changed;
      }
      throw new CommandError(`${name} keeps being changed by somebody else`, {
        next: 'Nothing was changed. Try again in a moment.',
      });
    },
  };
}

/**
 * False when the version that was read is no longer the current one. Both commands can be done twice: the token makes one version
 * of two writes, and a label that has moved stays.
 */
async function replace(aws: AwsClients, name: string, version: string, value: string): Promise<boolean> {
  const client = aws.get(SecretsManagerClient);
  const token = randomUUID();
  const written = client.send(
    new PutSecretValueCommand({
      SecretId: name,
      ClientRequestToken: token,
      SecretString: value,
      VersionStages: ['AWSPENDING'],
    }),
  );
  await inWords(name, written);
  const moved = client.send(
    new UpdateSecretVersionStageCommand({
      SecretId: name,
      VersionStage: 'AWSCURRENT',
      MoveToVersionId: token,
      RemoveFromVersionId: version,
    }),
  );
  return (await inWords(name, orOnFault(moved, ['InvalidParameterException'], null))) !== null;
}

/** The service's words are left out: they may quote what was sent. */
async function inWords<Output>(name: string, sent: Promise<Output>): Promise<Output> {
  try {
    return await sent;
  } catch (cause) {
    const fault = awsFaultOf(cause);
    if (fault === null) throw cause;
    if (fault === 'ResourceNotFoundException') {
      throw new CommandError(`There is no secret ${name}`, {
        next: 'Check --stage and the Region: it is made when Firebreak is deployed.',
        cause,
      });
    }
    throw new CommandError(`The secret ${name} was refused: ${fault}`, {
      next: 'Your AWS identity needs secretsmanager:GetSecretValue, PutSecretValue and UpdateSecretVersionStage on it.',
      cause,
    });
  }
}
