import { buildConsole } from '../runtime/build-console.ts';
import { consoleRoutes } from '../runtime/console-routes.ts';
import { httpHandler } from '../runtime/http-handler.ts';

export const handler = httpHandler({ build: buildConsole, routes: consoleRoutes });
