import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { agentRoutes } from '../../../lambdas/http/routes/agent-routes.ts';
import { agentWritingRoutes } from '../../../lambdas/http/routes/agent-writing-routes.ts';
import type { AgentWritingDeps } from '../../../lambdas/runtime/build/build-agent-writing.ts';
import { anHttpEvent, anInvocation } from '../builders/invocation.ts';

/** The functions that agents call, behind a gateway that names who signed; null signs nothing. */
export async function serveAgents(deps: AgentWritingDeps, callerArn: string | null = null) {
  const listening = createServer((request, response) => {
    void (async () => {
      const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
      const event = anHttpEvent(request.method ?? 'GET', pathname, {
        headers: Object.fromEntries(
          Object.entries(request.headers).map(([name, value]) => [name, String(value)]),
        ),
        queryStringParameters: Object.fromEntries(searchParams),
        body: await text(request),
      });
      Object.assign(event.requestContext.identity, { userArn: callerArn });
      const routes = pathname === '/mcp/write' ? agentWritingRoutes : agentRoutes;
      const { statusCode, headers = {}, body } = await routes.run(() => deps, event, anInvocation());
      response.writeHead(statusCode, Object.entries(headers).flat().map(String)).end(body);
    })();
  });
  await new Promise<void>((done) => {
    listening.listen(0, '127.0.0.1', done);
  });
  const base = `http://127.0.0.1:${(listening.address() as AddressInfo).port}`;
  return {
    base,
    post: (body: unknown, headers: Readonly<Record<string, string>> = {}, path = '/mcp') =>
      fetch(`${base}${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: typeof body === 'string' ? body : JSON.stringify(body),
      }),
    /** The official client, connected. */
    async connected(mode: 'stateless' | 'legacy', path = '/mcp'): Promise<Client> {
      const options = mode === 'stateless' ? { versionNegotiation: { mode: { pin: '2026-07-28' } } } : {};
      const client = new Client({ name: 'test', version: '1' }, options);
      await client.connect(new StreamableHTTPClientTransport(new URL(`${base}${path}`)));
      return client;
    },
    close: () => {
      listening.closeAllConnections();
      listening.close();
    },
  };
}

export type AgentServer = Awaited<ReturnType<typeof serveAgents>>;
