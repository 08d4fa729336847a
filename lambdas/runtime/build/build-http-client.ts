import { createHttpClient } from '../../adapters/http/create-http-client.ts';
import { type SendHttp, sendOverInternet, sendToLoopback } from '../../adapters/http/send-https.ts';
import type { HttpClient } from '../../ports/http-client.ts';
import { type Environment, optionalVariable } from '../env/env.ts';

/** For servers outside AWS. */
export function buildHttpClient(env: Environment): HttpClient {
  return createHttpClient({ send: buildSendHttp(env) });
}

/** What goes over the network: on a laptop, to the servers that stand for the internet. */
export function buildSendHttp(env: Environment): SendHttp {
  const endpoint = optionalVariable(env, 'OUTBOUND_HTTP_URL');
  return endpoint === null ? sendOverInternet() : sendToLoopback(endpoint);
}
