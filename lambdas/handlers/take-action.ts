import { buildActionDeps } from '../runtime/build/build-action.ts';
import { lambdaHandler } from '../runtime/middleware/lambda-handler.ts';
import { takeActionTask } from './tasks/take-action.ts';

export const handler = lambdaHandler(takeActionTask, buildActionDeps);
