/** A request to a server outside AWS that policy names; always by TLS. */
export interface HttpRequest {
  /** A GET is repeated after a lost answer; anything else is sent once, and again only when it was refused for coming too often. */
  readonly method: 'GET' | 'PATCH' | 'POST' | 'PUT';
  /** A name such as `app.launchdarkly.com`: no scheme, no port, no address. */
  readonly host: string;
  /** Path and query, encoded. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Nobody waits any more when it is aborted. */
  readonly signal?: AbortSignal;
}

export interface HttpResponse {
  readonly status: number;
  readonly body: string;
  /** How long the server asks to be left alone; left out: it does not. */
  readonly retryAfterSeconds?: number;
}

/**
 * Speaks to servers of the internet: no redirects, no private addresses, bounded in time and bytes. Rejects with
 * DependencyUnavailableError (away, slow, HTTP 429 or 5xx) or ConfigurationError (redirect, too large, no public address); neither holds
 * what was sent. All other answers are given as they are.
 */
export interface HttpClient {
  send(request: HttpRequest): Promise<HttpResponse>;
}
