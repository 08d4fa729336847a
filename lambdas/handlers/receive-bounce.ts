import { buildStores } from '../runtime/build/build-stores.ts';
import { readPolicy } from '../runtime/build/policy.ts';
import { lambdaHandler } from '../runtime/middleware/lambda-handler.ts';
import type { RecordBounceDeps } from '../use-cases/notify/record-bounce.ts';
import { receiveBounceTask } from './tasks/receive-bounce.ts';

export const handler = lambdaHandler(
  receiveBounceTask,
  (env): RecordBounceDeps => ({ incidents: buildStores(env).incidents, policy: readPolicy(env) }),
);
