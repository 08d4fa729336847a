import { buildActionDeps } from '../runtime/build/build-action.ts';
import { lambdaHandler } from '../runtime/middleware/lambda-handler.ts';
import { undoActionTask } from './tasks/undo-action.ts';

export const handler = lambdaHandler(undoActionTask, buildActionDeps);
