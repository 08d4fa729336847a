import { commandRoutes } from '../http/routes/command-routes.ts';
import { buildCommands } from '../runtime/build/build-commands.ts';
import { lambdaHandler } from '../runtime/middleware/lambda-handler.ts';

export const handler = lambdaHandler(commandRoutes, buildCommands);
