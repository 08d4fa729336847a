import { ConfigurationError, DependencyUnavailableError, FirebreakError } from '../../domain/errors.ts';

/** A request to a server that policy names. Anything but an answer in JSON rejects. */
export interface JsonRequest {
  readonly url: string;
  /** Sent as a form by POST; without it a GET is made. */
  readonly form?: URLSearchParams;
  /** Bearer token; never part of an error. */
  readonly token?: string | undefined;
  readonly signal?: AbortSignal | undefined;
}

export interface JsonResponse {
  readonly status: number;
  readonly body: unknown;
}

export interface JsonFetchOptions {
  /** For one try. */
  readonly seconds?: number;
  readonly maxBytes?: number;
  readonly send?: (request: Request) => Promise<Response>;
}

export type JsonFetch = (request: JsonRequest) => Promise<JsonResponse>;

const attempts = 2;

/**
 * Reads JSON from a server of the user's: no redirects followed, bounded in time and bytes, tried twice. Answers below
 * 500 but 401, 403 and 429 are given as they are when they are JSON. Rejects with DependencyUnavailableError (slow, away,
 * overloaded) or ConfigurationError (redirect, refused, too large, no JSON); neither holds the query or the token.
 */
export function createJsonFetch(options: JsonFetchOptions = {}): JsonFetch {
  const { seconds = 4, maxBytes = 8_000_000, send = (request) => fetch(request) } = options;
  return async (request) => {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await tryOnce(request);
      } catch (error) {
        const isLast = attempt >= attempts || request.signal?.aborted === true;
        if (isLast || !(error instanceof DependencyUnavailableError)) throw error;
      }
    }
  };

  async function tryOnce(request: JsonRequest): Promise<JsonResponse> {
    const where = placeOf(request.url);
    const patience = AbortSignal.timeout(seconds * 1000);
    const signal = request.signal === undefined ? patience : AbortSignal.any([patience, request.signal]);
    try {
      const response = await send(asRequest(request, signal));
      const failure = whyUnusable(response.status);
      if (failure !== null) {
        await response.body?.cancel();
        throw failure.retry
          ? new DependencyUnavailableError(`${where} ${failure.reason}`)
          : new ConfigurationError(`${where} ${failure.reason}`);
      }
      const text = await readText(response, maxBytes);
      if (text === null) {
        throw new ConfigurationError(`${where} answered with more than ${maxBytes / 1_000_000} MB`);
      }
      return { status: response.status, body: parsed(text, where) };
    } catch (error) {
      if (error instanceof FirebreakError) throw error;
      // The cause may quote the request, and with it the token: only its name is kept.
      const reason = patience.aborted ? `did not answer within ${seconds} s` : 'could not be reached';
      throw new DependencyUnavailableError(`${where} ${reason}`);
    }
  }
}

function asRequest({ url, form, token }: JsonRequest, signal: AbortSignal): Request {
  return new Request(url, {
    method: form === undefined ? 'GET' : 'POST',
    headers: {
      accept: 'application/json',
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    },
    redirect: 'manual',
    signal,
    ...(form === undefined ? {} : { body: form }),
  });
}

function whyUnusable(status: number): { readonly reason: string; readonly retry: boolean } | null {
  // Where it leads is the server's choice, and may be inside our own network.
  if (status === 0 || (status >= 300 && status < 400)) {
    return { reason: 'answered with a redirect, which is not followed', retry: false };
  }
  if (status === 401 || status === 403) return { reason: `refused us: HTTP ${status}`, retry: false };
  if (status === 429 || status >= 500) return { reason: `could not answer: HTTP ${status}`, retry: true };
  return null;
}

/** Null when there is more than may be read. */
async function readText(response: Response, maxBytes: number): Promise<string | null> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of response.body ?? []) {
    bytes += chunk.byteLength;
    if (bytes > maxBytes) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function parsed(text: string, where: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new ConfigurationError(`${where} did not answer with JSON`);
  }
}

/** Without the query, which may be long or hold a key. */
function placeOf(url: string): string {
  const { host, pathname } = new URL(url);
  return `${host}${pathname}`;
}
