import { createHttpClient } from '../../adapters/http/create-http-client.ts';
import { sendOverInternet, sendToLoopback } from '../../adapters/http/send-https.ts';
import { ConfigurationError } from '../../domain/errors.ts';
import type { HttpClient } from '../../ports/http-client.ts';
import { type Environment, optionalVariable } from '../env/env.ts';
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
  const endpoint = optionalVariable(env, 'OUTBOUND_HTTP_URL');
  const send = endpoint === null ? sendOverInternet() : sendToLoopback(endpoint);
  const secrets = buildSecrets(env);
  return {
    http: createHttpClient({ send, maxBytes }),
    secret: async (name) => {
      const id = env[name];
      if (id !== undefined && id !== '') return await secrets.read(id);
      throw new ConfigurationError(`The environment variable ${name} is missing: deploy again`);
    },
  };
}
