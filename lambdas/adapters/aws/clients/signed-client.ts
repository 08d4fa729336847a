import { ConfigurationError, DependencyUnavailableError } from '../../../domain/errors.ts';
import type { AwsCall, AwsCaller, AwsResponse } from '../../../ports/aws-caller.ts';
import { awsEndpoint, awsRegion } from './aws-endpoint.ts';
import { faultOf } from './aws-fault.ts';
import type { HttpTransport, TransportRequest } from './http-transport.ts';
import { createNodeHttpTransport } from './node-http-transport.ts';
import { signedHeaders } from './signature-v4.ts';

export interface SignedClientOptions {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly attempts?: number;
  /** For one try. */
  readonly timeoutSeconds?: number;
  /** For all tries of one call together. */
  readonly totalTimeoutSeconds?: number;
  readonly transport?: HttpTransport;
  readonly sleep?: (milliseconds: number) => Promise<void>;
  /** 0 to 1; spreads the retries of many functions. */
  readonly random?: () => number;
}

/** Throttling that comes as a 400, as services that speak AWS JSON or XML have it. */
const throttling = /Throttl|ThroughputExceeded|TooManyRequests|RequestLimitExceeded|SlowDown/i;
const firstDelayMilliseconds = 100;

/** One for all clients of the process, so that they share connections. */
const sharedTransport = createNodeHttpTransport();

/** The AwsCaller on signature version 4 and Node's own HTTP: 3 kB where a client of the SDK takes 150. */
export function createSignedClient(options: SignedClientOptions): AwsCaller {
  const { env, attempts = 4, timeoutSeconds = 4, totalTimeoutSeconds = 12, random = Math.random } = options;
  const send = options.transport ?? sharedTransport;
  const sleep = options.sleep ?? ((milliseconds) => new Promise((done) => setTimeout(done, milliseconds)));

  return {
    async call(request) {
      const giveUpAt = Date.now() + totalTimeoutSeconds * 1000;
      for (let attempt = 1; ; attempt += 1) {
        const failure = await tryOnce(request, giveUpAt);
        if ('response' in failure) return failure.response;
        if (attempt >= attempts || Date.now() >= giveUpAt || !failure.repeatable) {
          throw new DependencyUnavailableError(
            `${request.service} did not take ${request.method} ${pathOnly(request.path)}: ${failure.reason}`,
            { cause: failure.cause },
          );
        }
        await sleep(random() * firstDelayMilliseconds * 2 ** attempt);
      }
    },
  };

  async function tryOnce(call: AwsCall, giveUpAt: number): Promise<Attempt> {
    const signed = sign(call, env);
    // The answer may be lost after the effect: only what may be done twice is sent again.
    const repeatable = call.repeatable ?? call.method === 'GET';
    const patience = new AbortController();
    const patienceMs = Math.min(timeoutSeconds * 1000, giveUpAt - Date.now());
    const timer = setTimeout(() => patience.abort(), patienceMs);
    try {
      const { status, headers, body } = await send({ ...signed, signal: patience.signal, repeatable });
      const response: AwsResponse = {
        status,
        headers,
        body: call.binary === true ? body.toString('latin1') : new TextDecoder().decode(body),
      };
      if (!isTransient(response)) return { response };
      return { reason: `HTTP ${response.status}`, repeatable: true };
    } catch (cause) {
      return {
        reason: patience.signal.aborted ? 'no answer in time' : 'connection failed',
        cause,
        repeatable,
      };
    } finally {
      clearTimeout(timer);
    }
  }
}

type Attempt =
  | { readonly response: AwsResponse }
  | { readonly reason: string; readonly repeatable: boolean; readonly cause?: unknown };

function isTransient(response: AwsResponse): boolean {
  if (response.status >= 500 || response.status === 429) return true;
  return response.status === 400 && throttling.test(faultOf(response) ?? '');
}

function sign(
  call: AwsCall,
  env: SignedClientOptions['env'],
): Omit<TransportRequest, 'signal' | 'repeatable'> {
  const accessKeyId = env['AWS_ACCESS_KEY_ID'];
  const secretAccessKey = env['AWS_SECRET_ACCESS_KEY'];
  const sessionToken = env['AWS_SESSION_TOKEN'];
  if (!accessKeyId || !secretAccessKey) {
    throw new ConfigurationError(
      'The environment has no AWS credentials (AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY)',
    );
  }
  const { service, method, body, headers = {} } = call;
  const url = new URL(awsEndpoint(service, env) + call.path);
  const unsigned = { method, url, headers, body, service, region: awsRegion(env), at: new Date() };
  return {
    method,
    url,
    body,
    headers: {
      ...signedHeaders(unsigned, { accessKeyId, secretAccessKey, sessionToken }),
      'accept-encoding': 'identity',
    },
  };
}

/** Queries may hold data of the user: they stay out of messages and logs. */
function pathOnly(path: string): string {
  return path.split('?', 1)[0] ?? '/';
}
