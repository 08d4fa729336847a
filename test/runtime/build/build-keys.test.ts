import { PutSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { buildTokenVault, buildViewLinkKeys } from '../../../lambdas/runtime/build/build-keys.ts';
import type { LoopbackServer } from '../../../local/cloud/http/loopback-server.ts';
import { startSecretsManager } from '../../../local/cloud/secrets-manager.ts';
import { localAws, localEnv } from '../../support/servers/local-aws.ts';

let server: LoopbackServer;
beforeAll(async () => {
  server = await startSecretsManager({ links: 'the first', tokens: 'the first' });
});
afterAll(() => server.stop());

/** A function that has cached nothing yet. */
const freshFunction = () => ({
  ...localEnv({ SECRETS_MANAGER: server.url }),
  LINK_KEY_SECRET: 'links',
  TOKEN_KEY_SECRET: 'tokens',
});

const rotate = (SecretId: string, SecretString: string) =>
  localAws({ SECRETS_MANAGER: server.url })
    .get(SecretsManagerClient)
    .send(new PutSecretValueCommand({ SecretId, SecretString }));

it('knows what was made before a rotation, in whatever function', async () => {
  const expiresAt = '2026-12-01T00:00:00.000Z';
  const claims = {
    scope: 'view',
    subject: 'inc_1',
    person: 'ana',
    planHash: null,
    generation: 0,
    expiresAt,
  } as const;
  const key = await buildViewLinkKeys(freshFunction()).sign(claims);
  const sealed = await buildTokenVault(freshFunction()).seal('token', 'inc_1');
  await rotate('links', 'the second');
  await rotate('tokens', 'the second');
  const now = new Date('2026-11-30T00:00:00.000Z');
  expect(await buildViewLinkKeys(freshFunction()).verify(key, 'view', now)).toEqual(claims);
  expect(await buildTokenVault(freshFunction()).open(sealed, 'inc_1')).toBe('token');
  await rotate('links', 'the third');
  expect(await buildViewLinkKeys(freshFunction()).verify(key, 'view', now)).toBeNull();
});
