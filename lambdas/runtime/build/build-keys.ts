import { createAesTokenVault } from '../../adapters/crypto/aes-token-vault.ts';
import type { ReadSecrets } from '../../adapters/crypto/derive-key.ts';
import { createSignedLinkKeys } from '../../adapters/crypto/signed-link-keys.ts';
import type { LinkKeys } from '../../ports/crypto/link-keys.ts';
import type { TokenVault } from '../../ports/crypto/token-vault.ts';
import { type Environment, type EnvironmentVariable, requiredVariable } from '../env/env.ts';
import { buildSecrets } from './build-services.ts';

/** `earlier`: what sealed the tokens of an earlier version. */
export function buildTokenVault(env: Environment, earlier?: ReadSecrets): TokenVault {
  return createAesTokenVault(readSecrets(env, 'TOKEN_KEY_SECRET'), earlier);
}

/** Of personal links to incidents, which show pages and let their holders command. They decide no approval. */
export function buildViewLinkKeys(env: Environment): LinkKeys {
  return createSignedLinkKeys(readSecrets(env, 'LINK_KEY_SECRET'));
}

export function readSecrets(env: Environment, variable: EnvironmentVariable): ReadSecrets {
  const name = requiredVariable(env, variable);
  const secrets = buildSecrets(env);
  return async (which) =>
    which === 'newest' ? [await secrets.read(name)] : await secrets.versions(name, which === 'fresh');
}
