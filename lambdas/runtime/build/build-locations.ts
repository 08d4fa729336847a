import type { Environment } from '../env/env.ts';
import type { TryLocationsDeps } from '../middleware/or-try-locations.ts';
import { buildAwsClients } from './build-services.ts';
import { readPolicy } from './policy.ts';

/** What a function tries its roles in other accounts with. */
export function buildLocations(env: Environment = process.env): TryLocationsDeps {
  return { aws: buildAwsClients(env), policy: readPolicy(env) };
}
