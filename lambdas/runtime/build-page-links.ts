import { createOpenPageLinks, createSignedPageLinks } from '../adapters/crypto/signed-page-links.ts';
import type { PageLinks } from '../ports/page-links.ts';
import { buildLinkKeys } from './build-approval-keys.ts';
import { chosenVariable, consoleAccesses, type Environment, urlVariable } from './env.ts';
import { systemClock } from './system-clock.ts';

export function buildPageLinks(env: Environment): PageLinks {
  const consoleUrl = urlVariable(env, 'CONSOLE_URL');
  return chosenVariable(env, 'CONSOLE_ACCESS', consoleAccesses) === 'open'
    ? createOpenPageLinks(consoleUrl)
    : createSignedPageLinks(buildLinkKeys(env), consoleUrl, systemClock);
}
