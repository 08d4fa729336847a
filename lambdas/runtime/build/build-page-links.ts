import { createSignedPageLinks } from '../../adapters/crypto/signed-page-links.ts';
import type { PageLinks } from '../../ports/crypto/page-links.ts';
import { type Environment, urlVariable } from '../env/env.ts';
import { systemClock } from '../env/system-clock.ts';
import { buildLinkKeys } from './build-approval-keys.ts';

export function buildPageLinks(env: Environment): PageLinks {
  const consoleUrl = urlVariable(env, 'CONSOLE_URL');
  return createSignedPageLinks(buildLinkKeys(env), consoleUrl, systemClock);
}
