import { createHttpClient } from '../../adapters/http/create-http-client.ts';
import { sendOverInternet, sendToLoopback } from '../../adapters/http/send-https.ts';
import type { HttpClient } from '../../ports/http-client.ts';
import { type Environment, optionalVariable } from '../env/env.ts';

/** For servers outside AWS. */
export function buildHttpClient(env: Environment): HttpClient {
  const endpoint = optionalVariable(env, 'OUTBOUND_HTTP_URL');
  return createHttpClient({ send: endpoint === null ? sendOverInternet() : sendToLoopback(endpoint) });
}
