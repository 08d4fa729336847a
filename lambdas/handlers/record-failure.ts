import { buildStores } from '../runtime/build/build-stores.ts';
import { lambdaHandler } from '../runtime/middleware/lambda-handler.ts';
import { recordFailureTask } from './tasks/record-failure.ts';

export const handler = lambdaHandler(recordFailureTask, (env) => ({ incidents: buildStores(env).incidents }));
