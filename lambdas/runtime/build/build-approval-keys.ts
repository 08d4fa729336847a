import { createAesTokenVault } from '../../adapters/crypto/aes-token-vault.ts';
import type { ReadSecret } from '../../adapters/crypto/derive-key.ts';
import { createDerivedMatchCodes } from '../../adapters/crypto/derived-match-codes.ts';
import { createSignedLinkKeys } from '../../adapters/crypto/signed-link-keys.ts';
import { createSignedNonces } from '../../adapters/crypto/signed-nonces.ts';
import type { LinkKeys } from '../../ports/crypto/link-keys.ts';
import type { MatchCodes } from '../../ports/crypto/match-codes.ts';
import type { Nonces } from '../../ports/crypto/nonces.ts';
import type { TokenVault } from '../../ports/crypto/token-vault.ts';
import { type Environment, requiredVariable } from '../env/env.ts';
import { buildSecrets } from './build-services.ts';

export function buildTokenVault(env: Environment): TokenVault {
  return createAesTokenVault(approvalSecret(env));
}

export function buildLinkKeys(env: Environment): LinkKeys {
  return createSignedLinkKeys(approvalSecret(env));
}

export function buildMatchCodes(env: Environment): MatchCodes {
  return createDerivedMatchCodes(approvalSecret(env));
}

export function buildNonces(env: Environment): Nonces {
  return createSignedNonces(approvalSecret(env));
}

/** Everything about approvals is derived from this one secret. */
function approvalSecret(env: Environment): ReadSecret {
  const name = requiredVariable(env, 'APPROVAL_KEY_SECRET');
  const secrets = buildSecrets(env);
  return () => secrets.read(name);
}
