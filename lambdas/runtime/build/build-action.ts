import type { Action } from '../../ports/plug-ins/action.ts';
import type { TakeActionDeps } from '../../use-cases/actions/runnable-step.ts';
import type { Environment } from '../env/env.ts';
import { systemClock } from '../env/system-clock.ts';
import { buildHttpClient } from './build-http-client.ts';
import { buildAwsClients } from './build-services.ts';
import { buildStores } from './build-stores.ts';
import { readPolicy } from './policy.ts';

/** What the function of an action needs, whatever it is to do. */
export function buildActionDeps(env: Environment, action: Action): TakeActionDeps {
  return {
    ...buildStores(env),
    action,
    aws: buildAwsClients(env),
    http: buildHttpClient(env),
    clock: systemClock,
    policy: readPolicy(env),
  };
}
