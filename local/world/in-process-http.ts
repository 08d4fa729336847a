import { createHttpClient } from '../../lambdas/adapters/http/create-http-client.ts';
import { createHttpProbe } from '../../lambdas/adapters/http/create-http-probe.ts';
import type { SendHttp } from '../../lambdas/adapters/http/send-https.ts';
import type { HttpClient } from '../../lambdas/ports/http-client.ts';
import type { HttpProbe } from '../../lambdas/ports/http-probe.ts';
import type { AnswerRequest } from './in-process-aws.ts';
import { serverAt } from './services/index.ts';

/** A client of servers outside AWS whose requests are answered in this process; nobody waits. */
export function createInProcessHttp(answer: AnswerRequest): HttpClient {
  return createHttpClient({ wait: async () => {}, send: sendTo(answer) });
}

/** The same for smoke tests; every answer comes at once. */
export function createInProcessProbe(answer: AnswerRequest): HttpProbe {
  return createHttpProbe(sendTo(answer), () => 0);
}

function sendTo(answer: AnswerRequest): SendHttp {
  return async ({ method, host, path, headers = {}, body = '' }) => {
    const { pathname, searchParams } = new URL(`https://${host}${path}`);
    const response = await answer({
      service: serverAt(host) ?? host,
      method,
      path: pathname,
      query: searchParams,
      headers: { ...headers, 'x-forwarded-host': host },
      body: Buffer.from(body),
    });
    const { status = 200, headers: given = {}, body: content = '' } = response;
    return { status, headers: given, body: bodyOf(Buffer.from(content)), cancel: () => {} };
  };
}

async function* bodyOf(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
