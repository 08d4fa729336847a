import { PutSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createLeanSecrets } from '../../../lambdas/adapters/aws/ingest/lean-secrets.ts';
import { createSignedClient } from '../../../lambdas/adapters/aws/ingest/signed-client.ts';
import { createSecretsManagerSecrets } from '../../../lambdas/adapters/aws/secrets/secrets-manager-secrets.ts';
import { ConfigurationError } from '../../../lambdas/domain/errors.ts';
import type { LoopbackServer } from '../../../local/cloud/http/loopback-server.ts';
import { startSecretsManager } from '../../../local/cloud/secrets-manager.ts';
import { createInMemorySecrets } from '../../../local/rehearsal/memory/in-memory-secrets.ts';
import { createManualClock } from '../../../local/rehearsal/memory/manual-clock.ts';
import { localAws, localEnv } from '../../support/servers/local-aws.ts';

const values = { 'firebreak/approvals': 'value ☃', 'firebreak/empty': '', rotating: 'old' };
const clock = createManualClock('2026-11-23T02:00:00.000Z');

let server: LoopbackServer;
beforeAll(async () => {
  server = await startSecretsManager(values);
});
afterAll(async () => {
  await server.stop();
});

const onAws = () => createSecretsManagerSecrets(localAws({ SECRETS_MANAGER: server.url }), clock);

const byTheSignedClient = () =>
  createLeanSecrets(createSignedClient({ env: localEnv({ SECRETS_MANAGER: server.url }) }), clock);

describe.each([
  { name: 'in memory', create: () => createInMemorySecrets(values) },
  { name: 'in Secrets Manager', create: onAws },
  { name: 'in Secrets Manager, by the signed client', create: byTheSignedClient },
])('secrets $name', ({ create }) => {
  it('are read by name', async () => {
    expect(await create().read('firebreak/approvals')).toBe('value ☃');
  });

  it.each(['firebreak/none', 'firebreak/empty', 'toString'])(
    'are a fault of the set-up when missing or empty: %s',
    async (name) => {
      await expect(create().read(name)).rejects.toBeInstanceOf(ConfigurationError);
    },
  );
});

async function rotate(SecretString: string): Promise<void> {
  await localAws({ SECRETS_MANAGER: server.url })
    .get(SecretsManagerClient)
    .send(new PutSecretValueCommand({ SecretId: 'rotating', SecretString }));
}

it('sees a rotated secret within minutes, and asks no oftener', async () => {
  const secrets = onAws();
  expect(await secrets.read('rotating')).toBe('old');
  await rotate('new');
  clock.advance(299);
  expect(await secrets.read('rotating')).toBe('old');
  clock.advance(1);
  expect(await secrets.read('rotating')).toBe('new');
});

it('gives the version before the last rotation too, at once when asked for a fresh one', async () => {
  const secrets = onAws();
  const [first] = await secrets.versions('rotating');
  await rotate('newest');
  expect((await secrets.versions('rotating'))[0]).toBe(first);
  clock.advance(29);
  expect((await secrets.versions('rotating', true))[0]).toBe(first);
  clock.advance(1);
  expect(await secrets.versions('rotating', true)).toEqual(['newest', first]);
});

it('has one version of a secret that was never rotated', async () => {
  expect(await onAws().versions('firebreak/approvals')).toEqual(['value ☃']);
  await expect(onAws().versions('firebreak/none')).rejects.toBeInstanceOf(ConfigurationError);
});
