import { httpHandler } from '../http/http-handler.ts';
import { consoleRoutes } from '../http/routes/console-routes.ts';
import { buildConsole } from '../runtime/build/build-console.ts';

export const handler = httpHandler({ build: buildConsole, routes: consoleRoutes });
