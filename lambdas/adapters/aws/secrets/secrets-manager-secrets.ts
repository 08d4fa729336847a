import { ConfigurationError } from '../../../domain/errors.ts';
import type { AwsCaller } from '../../../ports/aws-caller.ts';
import type { Clock } from '../../../ports/clock.ts';
import type { Secrets } from '../../../ports/secrets.ts';
import { faultOf, unexpectedResponse } from '../clients/aws-fault.ts';

const cachedMilliseconds = 5 * 60 * 1000;

/** Secrets Manager, each value kept for five minutes, so that a rotation is seen soon and a storm costs one call. */
export function createSecretsManagerSecrets(aws: AwsCaller, clock: Clock): Secrets {
  const kept = new Map<string, { readonly value: string; readonly until: number }>();
  return {
    async read(name) {
      const now = clock.now().getTime();
      const cached = kept.get(name);
      if (cached !== undefined && cached.until > now) return cached.value;
      const value = await fetchSecret(aws, name);
      kept.set(name, { value, until: now + cachedMilliseconds });
      return value;
    },
  };
}

async function fetchSecret(aws: AwsCaller, name: string): Promise<string> {
  const response = await aws.call({
    service: 'secretsmanager',
    method: 'POST',
    path: '/',
    headers: {
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': 'secretsmanager.GetSecretValue',
    },
    body: JSON.stringify({ SecretId: name }),
    repeatable: true,
  });
  if (faultOf(response) === 'ResourceNotFoundException') {
    throw new ConfigurationError(`The secret ${name} does not exist`);
  }
  if (response.status !== 200) throw unexpectedResponse(response, `Reading the secret ${name}`);
  const parsed: unknown = JSON.parse(response.body);
  const value =
    typeof parsed === 'object' && parsed !== null && 'SecretString' in parsed ? parsed.SecretString : null;
  if (typeof value !== 'string' || value === '') throw new ConfigurationError(`The secret ${name} is empty`);
  return value;
}
