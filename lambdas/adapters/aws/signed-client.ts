import { ConfigurationError, DependencyUnavailableError } from '../../domain/errors.ts';
import type { AwsAnswer, AwsCall, AwsCaller } from '../../ports/aws-caller.ts';
import { awsEndpoint, awsRegion } from './aws-endpoint.ts';
import { faultOf } from './aws-fault.ts';
import { SwiftSigner } from './swift-signer.ts';

/** What goes out, but for its address. */
export interface SignedRequest {
  readonly method: string;
  readonly headers: Headers;
  readonly body?: string | Uint8Array<ArrayBuffer>;
  readonly signal: AbortSignal;
}

export interface SignedClientOptions {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly attempts?: number;
  /** For one try. */
  readonly timeoutSeconds?: number;
  /** For all tries of one call together. */
  readonly deadlineSeconds?: number;
  readonly fetch?: (url: URL, request: SignedRequest) => Promise<Response>;
  readonly sleep?: (milliseconds: number) => Promise<void>;
  /** 0 to 1; spreads the retries of many functions. */
  readonly random?: () => number;
}

/** Throttling that comes as a 400, as services that speak AWS JSON or XML have it. */
const throttling = /Throttl|ThroughputExceeded|TooManyRequests|RequestLimitExceeded|SlowDown/i;
const firstDelayMilliseconds = 100;

/** The AwsCaller on signature version 4 and fetch: 8 kB where a client of the SDK takes 150. */
export function createSignedClient(options: SignedClientOptions): AwsCaller {
  const { env, attempts = 4, timeoutSeconds = 4, deadlineSeconds = 12, random = Math.random } = options;
  const send = options.fetch ?? ((url, request) => fetch(url, request));
  const sleep = options.sleep ?? ((milliseconds) => new Promise((done) => setTimeout(done, milliseconds)));

  return {
    async call(request) {
      const deadline = Date.now() + deadlineSeconds * 1000;
      for (let attempt = 1; ; attempt += 1) {
        const failure = await tryOnce(request, deadline);
        if ('answer' in failure) return failure.answer;
        if (attempt >= attempts || Date.now() >= deadline || !failure.repeatable) {
          throw new DependencyUnavailableError(
            `${request.service} did not take ${request.method} ${pathOnly(request.path)}: ${failure.reason}`,
            { cause: failure.cause },
          );
        }
        await sleep(random() * firstDelayMilliseconds * 2 ** attempt);
      }
    },
  };

  async function tryOnce(call: AwsCall, deadline: number): Promise<Attempt> {
    const { url, method, headers } = await sign(call, env);
    const patience = new AbortController();
    const patienceMs = Math.min(timeoutSeconds * 1000, deadline - Date.now());
    const timer = setTimeout(() => patience.abort(), patienceMs);
    try {
      const body = bodyOf(call);
      const { signal } = patience;
      const response = await send(url, { method, headers, signal, ...(body === undefined ? {} : { body }) });
      const answer: AwsAnswer = {
        status: response.status,
        headers: Object.fromEntries(response.headers),
        body:
          call.binary === true
            ? Buffer.from(await response.arrayBuffer()).toString('latin1')
            : await response.text(),
      };
      if (!isTransient(answer)) return { answer };
      return { reason: `HTTP ${answer.status}`, repeatable: true };
    } catch (cause) {
      // The answer may be lost after the effect: only what may be done twice is sent again.
      const repeatable = call.repeatable ?? call.method === 'GET';
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
  | { readonly answer: AwsAnswer }
  | { readonly reason: string; readonly repeatable: boolean; readonly cause?: unknown };

function isTransient(answer: AwsAnswer): boolean {
  if (answer.status >= 500 || answer.status === 429) return true;
  return answer.status === 400 && throttling.test(faultOf(answer) ?? '');
}

function sign(call: AwsCall, env: SignedClientOptions['env']): ReturnType<SwiftSigner['sign']> {
  const accessKeyId = env['AWS_ACCESS_KEY_ID'];
  const secretAccessKey = env['AWS_SECRET_ACCESS_KEY'];
  const sessionToken = env['AWS_SESSION_TOKEN'];
  if (!accessKeyId || !secretAccessKey) {
    throw new ConfigurationError(
      'The environment has no AWS credentials (AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY)',
    );
  }
  const body = bodyOf(call);
  const signer = new SwiftSigner({
    url: awsEndpoint(call.service, env) + call.path,
    method: call.method,
    headers: { ...call.headers },
    accessKeyId,
    secretAccessKey,
    ...(sessionToken ? { sessionToken } : {}),
    service: call.service,
    region: awsRegion(env),
    ...(body === undefined ? {} : { body }),
  });
  return signer.sign();
}

function bodyOf({ body }: AwsCall): string | Uint8Array<ArrayBuffer> | undefined {
  return typeof body === 'object' ? new Uint8Array(body) : body;
}

/** Queries may hold data of the user: they stay out of messages and logs. */
function pathOnly(path: string): string {
  return path.split('?', 1)[0] ?? '/';
}
