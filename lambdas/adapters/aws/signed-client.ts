import { ConfigurationError, DependencyUnavailableError } from '../../domain/errors.ts';
import type { AwsAnswer, AwsCall, AwsCaller } from '../../ports/aws-caller.ts';
import { awsEndpoint, awsRegion } from './aws-endpoint.ts';
import { faultOf } from './aws-fault.ts';
import { SwiftSigner } from './swift-signer.ts';

export interface SignedClientOptions {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly attempts?: number;
  /** For one try. */
  readonly timeoutSeconds?: number;
  /** For all tries of one call together. */
  readonly deadlineSeconds?: number;
  readonly fetch?: (request: Request) => Promise<Response>;
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
  const send = options.fetch ?? ((request) => fetch(request));
  const sleep = options.sleep ?? ((milliseconds) => new Promise((done) => setTimeout(done, milliseconds)));

  return {
    async call(request) {
      const deadline = AbortSignal.timeout(deadlineSeconds * 1000);
      for (let attempt = 1; ; attempt += 1) {
        const failure = await tryOnce(request, deadline);
        if ('answer' in failure) return failure.answer;
        if (attempt >= attempts || deadline.aborted || !failure.repeatable) {
          throw new DependencyUnavailableError(
            `${request.service} did not take ${request.method} ${pathOnly(request.path)}: ${failure.reason}`,
            { cause: failure.cause },
          );
        }
        await sleep(random() * firstDelayMilliseconds * 2 ** attempt);
      }
    },
  };

  async function tryOnce(request: AwsCall, deadline: AbortSignal): Promise<Attempt> {
    const patience = AbortSignal.any([deadline, AbortSignal.timeout(timeoutSeconds * 1000)]);
    const signed = await sign(request, env, patience);
    try {
      const response = await send(signed);
      const answer: AwsAnswer = {
        status: response.status,
        headers: Object.fromEntries(response.headers),
        body:
          request.binary === true
            ? Buffer.from(await response.arrayBuffer()).toString('latin1')
            : await response.text(),
      };
      if (!isTransient(answer)) return { answer };
      return { reason: `HTTP ${answer.status}`, repeatable: true };
    } catch (cause) {
      // The answer may be lost after the effect: only what may be done twice is sent again.
      const repeatable = request.repeatable ?? request.method === 'GET';
      return { reason: patience.aborted ? 'no answer in time' : 'connection failed', cause, repeatable };
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

async function sign(call: AwsCall, env: SignedClientOptions['env'], signal: AbortSignal): Promise<Request> {
  const accessKeyId = env['AWS_ACCESS_KEY_ID'];
  const secretAccessKey = env['AWS_SECRET_ACCESS_KEY'];
  const sessionToken = env['AWS_SESSION_TOKEN'];
  if (!accessKeyId || !secretAccessKey) {
    throw new ConfigurationError(
      'The environment has no AWS credentials (AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY)',
    );
  }
  const body = typeof call.body === 'object' ? new Uint8Array(call.body) : call.body;
  const signed = await new SwiftSigner({
    url: awsEndpoint(call.service, env) + call.path,
    method: call.method,
    headers: { ...call.headers },
    accessKeyId,
    secretAccessKey,
    ...(sessionToken ? { sessionToken } : {}),
    service: call.service,
    region: awsRegion(env),
    ...(body === undefined ? {} : { body }),
  }).sign();
  return new Request(signed.url, {
    method: call.method,
    headers: signed.headers,
    signal,
    ...(body === undefined ? {} : { body }),
  });
}

/** Queries may hold data of the user: they stay out of messages and logs. */
function pathOnly(path: string): string {
  return path.split('?', 1)[0] ?? '/';
}
