import { findAction } from '../../actions/index.ts';
import type { TakeActionDeps } from '../../use-cases/actions/runnable-step.ts';
import { type Environment, requiredVariable } from '../env/env.ts';
import { systemClock } from '../env/system-clock.ts';
import { buildAwsClients } from './build-services.ts';
import { buildStores } from './build-stores.ts';
import { readPolicy } from './policy.ts';

/** What take-action and undo-action need for the one action that ACTION_KIND names. */
export function buildActionDeps(env: Environment): TakeActionDeps {
  return {
    ...buildStores(env),
    action: findAction(requiredVariable(env, 'ACTION_KIND')),
    aws: buildAwsClients(env),
    clock: systemClock,
    policy: readPolicy(env),
  };
}
