import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { createHttpClient } from '../../../lambdas/adapters/http/create-http-client.ts';
import { sendToLoopback } from '../../../lambdas/adapters/http/send-https.ts';
import { approvalRoutes } from '../../../lambdas/http/routes/approval-routes.ts';
import { signInRoutes } from '../../../lambdas/http/routes/sign-in-routes.ts';
import { systemClock } from '../../../lambdas/runtime/env/system-clock.ts';
import { startDemoIssuer } from '../../../local/cloud/demo-issuer.ts';
import { listen, loopbackOf, stop } from '../../../local/cloud/http/loopback-server.ts';
import { anHttpEvent, anInvocation } from '../builders/invocation.ts';
import { signInPolicy } from '../builders/policy/sign-in-policy.ts';
import { type ApprovalWorld, approvalWorld } from './approval-world.ts';
import { signInDeps } from './sign-in-world.ts';

interface SignInServer {
  /** Base URL of the pages, under `/prod` as a stage of API Gateway has them. */
  readonly url: string;
  readonly issuer: string;
  readonly world: ApprovalWorld;
  stop(): Promise<void>;
}

/** The approve page, its API and signing in on the loopback, beside a real issuer; ana and ben are asked about a step that cannot be undone. */
export async function serveSignIns(): Promise<SignInServer> {
  let serve: (request: IncomingMessage, response: ServerResponse) => Promise<void> = async () => {};
  const server = createServer((request, response) => void serve(request, response));
  await listen(server, 0);
  const url = `${loopbackOf(server)}/prod`;
  const issuer = await startDemoIssuer({
    port: 0,
    clientId: 'firebreak',
    redirectUri: `${url}/v1/sign-in/callback`,
    subjects: ['sub-ana', 'sub-ben', 'sub-mallory'],
  });
  const policy = signInPolicy({ issuer: issuer.url });
  const world = await approvalWorld(policy);
  await world.makeIrreversible();
  // The issuer's clock is the computer's.
  world.clock.set(new Date());
  await world.ask();
  const http = createHttpClient({ send: sendToLoopback(issuer.url) });
  const signIn = signInDeps({ clock: systemClock, policy, http, consoleUrl: url });
  const deps = { ...world, browserSessions: signIn.browserSessions };
  serve = async (request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', url);
    const path = pathname.replace(/^\/prod/, '');
    const event = anHttpEvent(request.method ?? 'GET', path, {
      body: await text(request),
      queryStringParameters: Object.fromEntries(searchParams),
      headers: Object.fromEntries(
        Object.entries(request.headers).map(([name, value]) => [name, String(value)]),
      ),
    });
    const answer =
      path === '/approve' || path.startsWith('/v1/approvals')
        ? await approvalRoutes.run(() => deps, event, anInvocation())
        : await signInRoutes.run(() => signIn, event, anInvocation());
    const { statusCode, headers = {}, multiValueHeaders = {}, body } = answer;
    for (const [name, value] of Object.entries({ ...headers, ...multiValueHeaders })) {
      response.setHeader(name, Array.isArray(value) ? value.map(String) : String(value));
    }
    response.writeHead(statusCode).end(body);
  };
  return {
    url,
    issuer: issuer.url,
    world,
    async stop() {
      await stop(server);
      await issuer.stop();
    },
  };
}
