import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { APIGatewayProxyEvent } from 'aws-lambda';
import { commandRoutes } from '../../../lambdas/http/routes/command-routes.ts';
import { consoleRoutes } from '../../../lambdas/http/routes/console-routes.ts';
import type { CommandDeps } from '../../../lambdas/runtime/build/build-commands.ts';
import type { ConsoleDeps } from '../../../lambdas/runtime/build/build-console.ts';
import { anHttpEvent, anInvocation } from '../builders/invocation.ts';

export interface IncidentApi {
  readonly url: string;
  /** What was asked for, such as `GET /v1/debts`. */
  readonly requests: readonly string[];
  close(): void;
}

/** What the command line calls, on the loopback: reads and commands over the given stores, and the time. */
export async function serveIncidentApi(deps: ConsoleDeps & CommandDeps): Promise<IncidentApi> {
  const requests: string[] = [];
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://127.0.0.1');
    if (pathname === '/time')
      return void response.writeHead(200, { date: deps.clock.now().toUTCString() }).end();
    requests.push(`${request.method} ${pathname}`);
    const event = anHttpEvent(request.method ?? 'GET', routeOf(pathname), {
      pathParameters: { id: /^\/v1\/incidents\/([^/]+)/.exec(pathname)?.[1] ?? '' },
      queryStringParameters: Object.fromEntries(searchParams),
      body: await text(request),
    });
    const { statusCode, headers = {}, body } = await taskOf(deps, event);
    response.writeHead(statusCode, Object.entries(headers).flat().map(String)).end(body);
  };
  const server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((listening) => {
    server.listen(0, '127.0.0.1', listening);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

async function taskOf(deps: ConsoleDeps & CommandDeps, event: APIGatewayProxyEvent) {
  return event.httpMethod === 'POST'
    ? await commandRoutes.run(() => deps, event, anInvocation())
    : await consoleRoutes.run(() => deps, event, anInvocation());
}

function routeOf(path: string): string {
  return path.replace(/^(\/v1\/incidents)\/[^/]+/, '$1/{id}');
}
