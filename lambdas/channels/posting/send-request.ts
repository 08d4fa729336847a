import { ConfigurationError, DependencyUnavailableError } from '../../domain/errors.ts';
import type { PostResult } from '../../ports/plug-ins/incident-channel.ts';

export interface ChannelRequest {
  readonly method?: 'GET' | 'POST';
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly signal: AbortSignal;
}

export interface ChannelResponse {
  readonly status: number;
  readonly retryAfterSeconds: number | null;
  readonly text: string;
}

/** More of an answer is not read. */
const mostCharacters = 200_000;

/**
 * One request to a service of chat or paging. It follows no redirect, and goes by https only, but on a laptop. Rejects with
 * DependencyUnavailableError when there is no answer: nobody knows then whether the request arrived.
 */
export async function sendRequest(url: string, request: ChannelRequest): Promise<ChannelResponse> {
  const { method = 'POST', headers = {}, body, signal } = request;
  const { host } = checkedAddress(url);
  try {
    const response = await fetch(url, {
      method,
      headers,
      redirect: 'manual',
      signal,
      ...(body === undefined ? {} : { body }),
    });
    const text = (await response.text()).slice(0, mostCharacters);
    return { status: response.status, retryAfterSeconds: retryAfterOf(response.headers), text };
  } catch (error) {
    // Of the address the host only: the rest may be the secret.
    throw new DependencyUnavailableError(`${host} did not answer`, { cause: error });
  }
}

/** What an answer without a body of its own means, by its status. */
export function resultOf(
  { status, retryAfterSeconds }: Pick<ChannelResponse, 'status' | 'retryAfterSeconds'>,
  memory: Readonly<Record<string, string>>,
): PostResult {
  if (status >= 200 && status < 300) return { outcome: 'posted', memory };
  const reason = `it answered ${status}`;
  // 4xx: the request itself is at fault, but for the credentials, the address and the rate, which change.
  const isFinal = status >= 400 && status < 500 && ![401, 403, 404, 408, 410, 425, 429].includes(status);
  if (isFinal) return { outcome: 'refused', reason };
  return { outcome: status >= 500 ? 'unknown' : 'later', reason, retryAfterSeconds };
}

function checkedAddress(url: string): URL {
  const address = URL.parse(url);
  const isLaptop = address?.protocol === 'http:' && address.hostname === '127.0.0.1';
  if (address !== null && (address.protocol === 'https:' || isLaptop)) return address;
  throw new ConfigurationError('The address of a channel is no https URL: docs/channels.md');
}

/** Seconds, or a date, which is left to our own pauses. */
function retryAfterOf(headers: Headers): number | null {
  const seconds = Number(headers.get('retry-after') ?? Number.NaN);
  return Number.isFinite(seconds) && seconds >= 0 ? seconds : null;
}
