import { actions } from '../../actions/index.ts';
import type { ProposeStepDeps } from '../../use-cases/agents/propose-step.ts';
import { type ConsoleAccess, chosenVariable, consoleAccesses, type Environment } from '../env/env.ts';
import { systemClock } from '../env/system-clock.ts';
import { createUlidIds } from '../env/ulid-ids.ts';
import { buildReading, type ReadingDeps } from './build-reading.ts';
import { buildStores } from './build-stores.ts';

export type AgentWritingDeps = ReadingDeps & ProposeStepDeps & { readonly access: ConsoleAccess };

/** What it takes to write down what agents say. */
export function buildAgentWriting(env: Environment): AgentWritingDeps {
  const { leases, agentQuotas } = buildStores(env);
  return {
    ...buildReading(env),
    leases,
    agentQuotas,
    actions,
    ids: createUlidIds(systemClock),
    access: chosenVariable(env, 'CONSOLE_ACCESS', consoleAccesses),
  };
}
