import { dnsSuffixOf } from '../../../domain/aws-partition.ts';
import { DependencyUnavailableError } from '../../../domain/errors.ts';
import { awsCredentials, awsRegion, endpointOverride, type Variables } from '../clients/aws-environment.ts';
import { faultOf } from './fault-of.ts';
import type { HttpTransport, TransportRequest } from './http-transport.ts';
import { createNodeHttpTransport } from './node-http-transport.ts';
import { signedHeaders } from './signature-v4.ts';
import type { IngestService, SignedCall, SignedClient, SignedResponse } from './signed-call.ts';

export interface SignedClientOptions {
  readonly env: Variables;
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

/** Calls of AWS by Node's own HTTP: 3 kB where a client of the SDK takes 150, for the functions whose senders give up after a second. */
export function createSignedClient(options: SignedClientOptions): SignedClient {
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

  async function tryOnce(call: SignedCall, giveUpAt: number): Promise<Attempt> {
    const signed = sign(call, env);
    // The answer may be lost after the effect: only what may be done twice is sent again.
    const repeatable = call.repeatable ?? call.method === 'GET';
    const patience = new AbortController();
    const patienceMs = Math.min(timeoutSeconds * 1000, giveUpAt - Date.now());
    const timer = setTimeout(() => patience.abort(), patienceMs);
    try {
      const { status, headers, body } = await send({ ...signed, signal: patience.signal, repeatable });
      const response: SignedResponse = {
        status,
        headers,
        body: new TextDecoder().decode(body),
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
  | { readonly response: SignedResponse }
  | { readonly reason: string; readonly repeatable: boolean; readonly cause?: unknown };

function isTransient(response: SignedResponse): boolean {
  if (response.status >= 500 || response.status === 429) return true;
  return response.status === 400 && throttling.test(faultOf(response) ?? '');
}

function sign(call: SignedCall, env: Variables): Omit<TransportRequest, 'signal' | 'repeatable'> {
  const { service, method, body, headers = {} } = call;
  const url = new URL(endpointOf(service, env) + call.path);
  const unsigned = { method, url, headers, body, service, region: awsRegion(env), at: new Date() };
  return {
    method,
    url,
    body,
    headers: {
      ...signedHeaders(unsigned, awsCredentials(env)),
      'accept-encoding': 'identity',
    },
  };
}

/** As the SDK calls the services, which is how the variables of their endpoints are named. */
const serviceIds: Readonly<Record<IngestService, string>> = {
  dynamodb: 'DynamoDB',
  s3: 'S3',
  secretsmanager: 'Secrets Manager',
  sqs: 'SQS',
};

function endpointOf(service: IngestService, env: Variables): string {
  const override = endpointOverride(serviceIds[service], env);
  if (override !== null) return override;
  const region = awsRegion(env);
  return `https://${service}.${region}.${dnsSuffixOf(region)}`;
}

/** Queries may hold data of the user: they stay out of messages and logs. */
function pathOnly(path: string): string {
  return path.split('?', 1)[0] ?? '/';
}
