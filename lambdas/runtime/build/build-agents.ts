import type { Clock } from '../../ports/clock.ts';
import type { Environment } from '../env/env.ts';
import { systemClock } from '../env/system-clock.ts';
import { buildReading, type ReadingDeps } from './build-reading.ts';

export interface AgentDeps extends ReadingDeps {
  readonly clock: Clock;
}

export function buildAgents(env: Environment): AgentDeps {
  return { ...buildReading(env), clock: systemClock };
}
