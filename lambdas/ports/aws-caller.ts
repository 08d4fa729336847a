/** A signed call to an AWS API. Credentials and endpoints come from the environment (`AWS_ENDPOINT_URL_*`). */
export interface AwsCall {
  /** Signing name, such as `lambda`, `appconfig`, `monitoring`. */
  readonly service: string;
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Path and query, already encoded. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  /** Sent again after a lost connection too, because doing it twice does no harm. Default: only GET. */
  readonly repeatable?: boolean;
  /** The answer's body is bytes, not text: it comes as latin1, one character for each. */
  readonly binary?: boolean;
}

export interface AwsResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/**
 * Sends one call and returns its answer for every status below 500 but 429, with throttling and 5xx retried and no redirect followed.
 * Rejects with DependencyUnavailableError after the last try or at a connection error.
 */
export interface AwsCaller {
  call(request: AwsCall): Promise<AwsResponse>;
}
