import { consoleRoutes } from '../http/routes/console-routes.ts';
import { buildConsole } from '../runtime/build/build-console.ts';
import { lambdaHandler } from '../runtime/middleware/lambda-handler.ts';

export const handler = lambdaHandler(consoleRoutes, buildConsole);
