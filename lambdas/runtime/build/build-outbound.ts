import { createHttpClient } from '../../adapters/http/create-http-client.ts';
import type { HttpClient } from '../../ports/http-client.ts';
import { type Environment, namedVariable } from '../env/env.ts';
import { buildSendHttp } from './build-http-client.ts';
import { buildSecrets } from './build-services.ts';

/** What plug-ins call servers outside AWS with. */
export interface Outbound {
  readonly http: HttpClient;
  /** The value of a secret, by the variable that names it. */
  readonly secret: (name: string) => Promise<string>;
}

/** A page of issues with long texts. */
const maxBytes = 8_000_000;

export function buildOutbound(env: Environment): Outbound {
  const secrets = buildSecrets(env);
  return {
    http: createHttpClient({ send: buildSendHttp(env), maxBytes }),
    secret: async (name) => await secrets.read(namedVariable(env, name, 'is missing: deploy again')),
  };
}
