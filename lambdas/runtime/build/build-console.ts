import type { CompiledPolicy } from '../../domain/policy/policy.ts';
import type { Clock } from '../../ports/clock.ts';
import type { LinkKeys } from '../../ports/crypto/link-keys.ts';
import type { ReadIncidentsDeps } from '../../use-cases/console/read-incidents.ts';
import { type ConsoleAccess, chosenVariable, consoleAccesses, type Environment } from '../env/env.ts';
import { buildViewLinkKeys } from './build-keys.ts';
import { buildReading } from './build-reading.ts';
import { buildSessions, type WithSessions } from './build-sessions.ts';

export interface ConsoleDeps extends ReadIncidentsDeps, WithSessions {
  readonly policy: Pick<CompiledPolicy, 'people' | 'guardrails' | 'services' | 'calendars'>;
  readonly access: ConsoleAccess;
  readonly linkKeys: LinkKeys;
  readonly clock: Clock;
}

export function buildConsole(env: Environment): ConsoleDeps {
  return {
    ...buildReading(env),
    access: chosenVariable(env, 'CONSOLE_ACCESS', consoleAccesses),
    linkKeys: buildViewLinkKeys(env),
    browserSessions: buildSessions(env),
  };
}
