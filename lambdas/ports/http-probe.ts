/** One request of a smoke test, by TLS, sent once. */
export interface ProbeRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** A name such as `shop.example.com`: no scheme, no port, no address. */
  readonly host: string;
  /** Path and query, encoded. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly signal: AbortSignal;
}

export interface ProbeResponse {
  readonly status: number;
  readonly body: string;
  /** From sending to the last byte. */
  readonly milliseconds: number;
}

/**
 * Asks a server as one of its clients would, and gives its answer whatever it is: redirects are not followed, no cookies are kept. Rejects
 * with DependencyUnavailableError when no answer came, or with ConfigurationError for what may not be asked: no public address, or an
 * answer that is too large.
 */
export interface HttpProbe {
  send(request: ProbeRequest): Promise<ProbeResponse>;
}
