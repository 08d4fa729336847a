import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { approvalRoutes } from '../../../lambdas/http/routes/approval-routes.ts';
import type { WithSessions } from '../../../lambdas/runtime/build/build-sessions.ts';
import { createSmallLog } from '../../../lambdas/runtime/log/small-log.ts';
import type { AskAgainDeps } from '../../../lambdas/use-cases/console/ask-again.ts';
import { anHttpEvent, anInvocation } from '../builders/invocation.ts';

type ApprovalPageDeps = AskAgainDeps & WithSessions;

/** Calls the approve page and its API as API Gateway does; `lines` are what was logged. */
export function approvalCaller(deps: ApprovalPageDeps) {
  const lines: string[] = [];
  const log = createSmallLog((line) => void lines.push(line));
  const call = async (method: string, path: string, body: string) => {
    return await approvalRoutes.run(() => deps, anHttpEvent(method, path, { body }), anInvocation(log));
  };
  return { call, lines };
}

/** The approve page and its API on the loopback under `/prod`, as a stage of API Gateway shows them. */
export async function serveApprovals(deps: ApprovalPageDeps): Promise<{ url: string; close(): void }> {
  const { call } = approvalCaller(deps);
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const path = new URL(request.url ?? '/', 'http://127.0.0.1').pathname.replace(/^\/prod/, '');
    const { statusCode, headers = {}, body } = await call(request.method ?? 'GET', path, await text(request));
    response.writeHead(statusCode, Object.entries(headers).flat().map(String)).end(body);
  };
  const server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((listening) => {
    server.listen(0, '127.0.0.1', listening);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port');
  return {
    url: `http://127.0.0.1:${address.port}/prod`,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
