import type { CompiledPolicy } from '../../domain/policy/policy.ts';
import { evidenceKinds } from '../../evidence/index.ts';
import type { ReadIncidentsDeps } from '../../use-cases/console/read-incidents.ts';
import { type Environment, optionalVariable, urlVariable } from '../env/env.ts';
import { systemClock } from '../env/system-clock.ts';
import { buildDocuments } from './build-services.ts';
import { buildStores } from './build-stores.ts';
import { readPolicy } from './policy.ts';

export interface ReadingDeps extends ReadIncidentsDeps {
  readonly policy: CompiledPolicy;
}

/** What it takes to read incidents, for pages, programs and agents. */
export function buildReading(env: Environment): ReadingDeps {
  const { incidents, approvals, killSwitches, publicStatuses } = buildStores(env);
  const executionPage = optionalVariable(env, 'STEP_FUNCTIONS_CONSOLE_URL');
  return {
    incidents,
    approvals,
    killSwitches,
    publicStatuses,
    documents: buildDocuments(env),
    executionUrl: (arn) => executionPage?.replaceAll('{arn}', encodeURIComponent(arn)) ?? null,
    consoleUrl: urlVariable(env, 'CONSOLE_URL'),
    evidenceKinds,
    policy: readPolicy(env),
    clock: systemClock,
  };
}
