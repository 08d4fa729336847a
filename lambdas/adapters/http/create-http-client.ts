import { ConfigurationError, DependencyUnavailableError, FirebreakError } from '../../domain/errors.ts';
import { unavailableFor } from '../../domain/unavailable-for.ts';
import type { HttpClient, HttpRequest, HttpResponse } from '../../ports/http-client.ts';
import { readText } from './read-text.ts';
import { quotaResetSeconds, retryAfterSeconds } from './retry-after.ts';
import type { SendHttp } from './send-https.ts';

export interface HttpClientOptions {
  readonly send: SendHttp;
  /** For one try. */
  readonly seconds?: number;
  readonly maxBytes?: number;
  /** Waits before the next try. */
  readonly wait?: (seconds: number) => Promise<void>;
  readonly now?: () => Date;
}

const attempts = 3;
/** Who is asked to wait longer does not: a person is waiting too. */
const mostSecondsToWait = 5;

type Tried =
  | { readonly answered: HttpResponse }
  | { readonly failed: DependencyUnavailableError; readonly againAfterSeconds: number | null };

/** The HTTP of actions; `send` is what goes over the network. */
export function createHttpClient(options: HttpClientOptions): HttpClient {
  const {
    send,
    seconds = 4,
    maxBytes = 1_000_000,
    wait = (each) => new Promise((resolve) => setTimeout(resolve, each * 1000)),
    now = () => new Date(),
  } = options;
  return {
    async send(request) {
      for (let attempt = 1; ; attempt += 1) {
        const tried = await tryOnce(request);
        if ('answered' in tried) return tried.answered;
        const { failed, againAfterSeconds } = tried;
        const isLast = attempt >= attempts || againAfterSeconds === null || request.signal?.aborted === true;
        if (isLast || againAfterSeconds > mostSecondsToWait) throw failed;
        await wait(againAfterSeconds);
      }
    },
  };

  async function tryOnce(request: HttpRequest): Promise<Tried> {
    const { host } = request;
    const mayRepeat = request.method === 'GET';
    const patience = AbortSignal.timeout(seconds * 1000);
    const signal = request.signal === undefined ? patience : AbortSignal.any([patience, request.signal]);
    try {
      const response = await send(request, signal);
      const { status, headers } = response;
      if (status >= 500 || status === 429 || (status >= 300 && status < 400)) response.cancel();
      if (status >= 300 && status < 400) {
        throw new ConfigurationError(`${host} answered with a redirect, which is not followed`);
      }
      const after =
        retryAfterSeconds(headers['retry-after'], now()) ??
        quotaResetSeconds(headers['x-ratelimit-remaining'], headers['x-ratelimit-reset'], now());
      if (status === 429) {
        const until = after === null ? '' : ` (again in ${after} s)`;
        const failed = unavailableFor(`${host} is asked too often: HTTP 429${until}`, after);
        return { failed, againAfterSeconds: after ?? 1 };
      }
      if (status >= 500) {
        const failed = unavailableFor(`${host} could not answer: HTTP ${status}`, after);
        return { failed, againAfterSeconds: mayRepeat ? 1 : null };
      }
      const body = await readText(response, maxBytes, host);
      return { answered: { status, body, ...(after === null ? {} : { retryAfterSeconds: after }) } };
    } catch (error) {
      if (error instanceof FirebreakError) throw error;
      // The cause may quote the request, and with it a token: only what happened is kept.
      const what = patience.aborted ? `did not answer within ${seconds} s` : 'could not be reached';
      const failed = new DependencyUnavailableError(`${host} ${what}`);
      return { failed, againAfterSeconds: mayRepeat ? 1 : null };
    }
  }
}
