import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import type { SendRequest } from './send-request.ts';

const mostSockets = 50;
/** Less than any service waits before it closes a connection. */
const longestIdleMilliseconds = 4000;

/**
 * Sends requests by the SDK's own handler, over connections that stay open.
 *
 * A Lambda function is frozen between its invocations: a service may close an idle connection meanwhile, or a router forget it, and
 * neither the end of the connection nor the timer that would have dropped it need be seen before the next request goes out. So:
 * - A connection that was idle for more than a few seconds of wall-clock time, which continues while a process is frozen, is dropped.
 * - What may arrive twice and meets the end of a kept connection is sent again at once over a new one, and that is no attempt.
 * - What may not arrive twice is sent over a new connection: on a kept one nobody could tell whether it met the connection's end or
 *   was done and its answer lost.
 */
export function createConnections(now = () => Date.now()): SendRequest {
  const idleSince = new WeakMap<object, number>();
  const metEnd = new WeakSet<object>();
  // Node's own agents heed it by themselves. https://nodejs.org/api/http.html#built-in-proxy-support
  const proxyEnv = process.env['NODE_USE_ENV_PROXY'] === '1' ? process.env : undefined;
  const keeping = { keepAlive: true, maxSockets: mostSockets, timeout: longestIdleMilliseconds, proxyEnv };
  const agents = [new HttpAgent(keeping), new HttpsAgent(keeping)] as const;
  for (const agent of agents) watch(agent);
  const kept = new NodeHttpHandler({ httpAgent: agents[0], httpsAgent: agents[1] });
  // Not bounded: a request that waits for a place would be given the connection of another.
  const fresh = new NodeHttpHandler({
    httpAgent: new HttpAgent({ proxyEnv }),
    httpsAgent: new HttpsAgent({ proxyEnv }),
  });

  return async (request, { signal, mode }) => {
    const options = { abortSignal: signal };
    if (mode === 'once') return (await fresh.handle(request, options)).response;
    for (const agent of agents) dropIdle(agent);
    try {
      return (await kept.handle(request, options)).response;
    } catch (error) {
      if (typeof error !== 'object' || error === null || !metEnd.has(error)) throw error;
      return (await fresh.handle(request, options)).response;
    }
  };

  function watch(agent: HttpAgent): void {
    const keepSocketAlive = agent.keepSocketAlive.bind(agent);
    const reuseSocket = agent.reuseSocket.bind(agent);
    agent.keepSocketAlive = (socket) => {
      idleSince.set(socket, now());
      return keepSocketAlive(socket);
    };
    agent.reuseSocket = (socket, request) => {
      // After the first byte of an answer, its end is an error of the answer, not of the request.
      request.once('error', (error: NodeJS.ErrnoException) => {
        if (error.code === 'ECONNRESET' || error.code === 'EPIPE') metEnd.add(error);
      });
      reuseSocket(socket, request);
    };
  }

  function dropIdle({ freeSockets }: HttpAgent): void {
    for (const sockets of Object.values(freeSockets)) {
      for (const socket of sockets ?? []) {
        if (now() - (idleSince.get(socket) ?? 0) > longestIdleMilliseconds) socket.destroy();
      }
    }
  }
}
