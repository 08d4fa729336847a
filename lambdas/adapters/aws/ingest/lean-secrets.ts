import type { Clock } from '../../../ports/clock.ts';
import type { Secrets } from '../../../ports/secrets.ts';
import { createKeptSecrets } from '../secrets/kept-secrets.ts';
import { callJson } from './call-json.ts';
import { faultOf, unexpectedResponse } from './fault-of.ts';
import type { SignedClient } from './signed-call.ts';

/** Secrets Manager. */
export function createLeanSecrets(client: SignedClient, clock: Clock): Secrets {
  return createKeptSecrets(clock, async (name) => {
    const response = await callJson(client, 'secretsmanager.GetSecretValue', { SecretId: name });
    if (faultOf(response) === 'ResourceNotFoundException') return null;
    if (response.status !== 200) throw unexpectedResponse(response, `Reading the secret ${name}`);
    const { SecretString: value } = JSON.parse(response.body);
    return typeof value === 'string' ? value : '';
  });
}
