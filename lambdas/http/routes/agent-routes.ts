import type { ReadingDeps } from '../../runtime/build/build-reading.ts';
import { httpTask } from '../http-task.ts';
import { serveMcp } from '../mcp/mcp-http.ts';
import { readApiOf } from '../mcp/read-api-of.ts';
import { readingServer } from '../mcp/servers.ts';

/** What agents may ask. They read with the rights of whoever signed the call; nothing here changes anything. */
export const agentRoutes = httpTask<ReadingDeps>({
  'POST /mcp': (deps, request) =>
    serveMcp(readingServer(readApiOf(deps, request.callerArn)), request, new URL(deps.consoleUrl).origin),
});
