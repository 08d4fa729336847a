import { buildStores } from '../runtime/build/build-stores.ts';
import { lambdaHandler } from '../runtime/middleware/lambda-handler.ts';
import { chooseRevertTask } from './tasks/choose-revert.ts';

export const handler = lambdaHandler(chooseRevertTask, (env) => ({ incidents: buildStores(env).incidents }));
