import type { CompiledPolicy } from '../../domain/policy/policy.ts';
import { evidenceKinds } from '../../evidence/index.ts';
import type { Clock } from '../../ports/clock.ts';
import type { LinkKeys } from '../../ports/crypto/link-keys.ts';
import type { ReadIncidentsDeps } from '../../use-cases/console/read-incidents.ts';
import {
  type ConsoleAccess,
  chosenVariable,
  consoleAccesses,
  type Environment,
  optionalVariable,
  urlVariable,
} from '../env/env.ts';
import { systemClock } from '../env/system-clock.ts';
import { buildViewLinkKeys } from './build-keys.ts';
import { buildDocuments } from './build-services.ts';
import { buildSessions, type WithSessions } from './build-sessions.ts';
import { buildStores } from './build-stores.ts';
import { readPolicy } from './policy.ts';

export interface ConsoleDeps extends ReadIncidentsDeps, WithSessions {
  readonly policy: Pick<CompiledPolicy, 'people' | 'guardrails' | 'services'>;
  readonly access: ConsoleAccess;
  readonly linkKeys: LinkKeys;
  readonly clock: Clock;
}

export function buildConsole(env: Environment): ConsoleDeps {
  const { incidents, approvals, killSwitches } = buildStores(env);
  const executionPage = optionalVariable(env, 'STEP_FUNCTIONS_CONSOLE_URL');
  return {
    incidents,
    approvals,
    killSwitches,
    documents: buildDocuments(env),
    executionUrl: (arn) => executionPage?.replaceAll('{arn}', encodeURIComponent(arn)) ?? null,
    consoleUrl: urlVariable(env, 'CONSOLE_URL'),
    evidenceKinds,
    policy: readPolicy(env),
    access: chosenVariable(env, 'CONSOLE_ACCESS', consoleAccesses),
    linkKeys: buildViewLinkKeys(env),
    browserSessions: buildSessions(env),
    clock: systemClock,
  };
}
