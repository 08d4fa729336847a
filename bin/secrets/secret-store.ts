import { randomUUID } from 'node:crypto';
import { faultOf, unexpectedResponse } from '../../lambdas/adapters/aws/clients/aws-fault.ts';
import type { AwsCaller, AwsResponse } from '../../lambdas/ports/aws-caller.ts';
import { objectOf, parseJson, textOf } from '../../lambdas/sources/reading/json.ts';
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
export function createSecretsManagerStore(aws: AwsCaller, name: string): SecretStore {
  const current = async () => {
    const response = await call(aws, 'GetSecretValue', { SecretId: name });
    if (response.status !== 200) throw refused(response, name);
    const { SecretString: value, VersionId: version } = objectOf(parseJson(response.body));
    return { value: textOf(value) ?? '{}', version: textOf(version) ?? '' };
  };
  return {
    read: async () => (await current()).value,
    async update(change) {
      for (let attempt = 1; attempt <= attempts; attempt += 1) {
        const { value, version } = await current();
        const changed = change(value);
        if (changed.value === value || (await replace(aws, name, version, changed.value))) return changed;
      }
      throw new CommandError(`${name} is being changed by somebody else all the time`, {
        next: 'Nothing was changed. Try again in a moment.',
      });
    },
  };
}

/** False when the version that was read is no longer the current one. */
async function replace(aws: AwsCaller, name: string, version: string, value: string): Promise<boolean> {
  const token = randomUUID();
  const written = await call(aws, 'PutSecretValue', {
    SecretId: name,
    ClientRequestToken: token,
    SecretString: value,
    VersionStages: ['AWSPENDING'],
  });
  if (written.status !== 200) throw refused(written, name);
  const moved = await call(aws, 'UpdateSecretVersionStage', {
    SecretId: name,
    VersionStage: 'AWSCURRENT',
    MoveToVersionId: token,
    RemoveFromVersionId: version,
  });
  if (moved.status === 200) return true;
  if (faultOf(moved) === 'InvalidParameterException') return false;
  throw refused(moved, name);
}

function call(aws: AwsCaller, operation: string, input: object): Promise<AwsResponse> {
  return aws.call({
    service: 'secretsmanager',
    method: 'POST',
    path: '/',
    headers: { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': `secretsmanager.${operation}` },
    body: JSON.stringify(input),
    // Each can be done twice: the token makes one version of two writes, and a label that has moved stays.
    repeatable: true,
  });
}

/** The service's words are left out: they may quote what was sent. */
function refused(response: AwsResponse, name: string): Error {
  if (faultOf(response) === 'ResourceNotFoundException') {
    return new CommandError(`There is no secret ${name}`, {
      next: 'Check --stage and the Region: it is made when Firebreak is deployed.',
    });
  }
  return new CommandError(unexpectedResponse(response, `The secret ${name}`).message, {
    next: 'Your AWS identity needs secretsmanager:GetSecretValue, PutSecretValue and UpdateSecretVersionStage on it.',
  });
}
