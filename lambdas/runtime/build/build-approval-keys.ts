import type { ReadSecrets } from '../../adapters/crypto/derive-key.ts';
import { createDerivedMatchCodes } from '../../adapters/crypto/derived-match-codes.ts';
import { createSignedLinkKeys } from '../../adapters/crypto/signed-link-keys.ts';
import { createSignedNonces } from '../../adapters/crypto/signed-nonces.ts';
import type { LinkKeys } from '../../ports/crypto/link-keys.ts';
import type { MatchCodes } from '../../ports/crypto/match-codes.ts';
import type { Nonces } from '../../ports/crypto/nonces.ts';
import type { Environment } from '../env/env.ts';
import { readSecrets } from './build-keys.ts';

/** Of the links to approvals. Only what asks for approvals and decides them has these keys. */
export function buildApprovalLinkKeys(env: Environment): LinkKeys {
  return createSignedLinkKeys(approvalSecret(env));
}

export function buildMatchCodes(env: Environment): MatchCodes {
  return createDerivedMatchCodes(approvalSecret(env));
}

export function buildNonces(env: Environment): Nonces {
  return createSignedNonces(approvalSecret(env));
}

/** Everything about approvals is derived from this one secret. */
export function approvalSecret(env: Environment): ReadSecrets {
  return readSecrets(env, 'APPROVAL_KEY_SECRET');
}
