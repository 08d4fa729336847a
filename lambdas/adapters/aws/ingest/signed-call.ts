/** Where receive-alert and receive-change write and read. */
export type IngestService = 'dynamodb' | 's3' | 'secretsmanager' | 'sqs';

/** A signed call to an AWS API. Credentials and endpoints come from the environment (`AWS_ENDPOINT_URL_*`). */
export interface SignedCall {
  /** Signing name. */
  readonly service: IngestService;
  readonly method: 'GET' | 'POST' | 'PUT';
  /** Path and query, already encoded. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  /** Sent again after a lost connection too, because doing it twice does no harm. Default: only GET. */
  readonly repeatable?: boolean;
}

export interface SignedResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/**
 * Sends one call and returns its answer for every status below 500 but 429, with throttling and 5xx retried and no redirect followed.
 * Rejects with DependencyUnavailableError after the last try or at a connection error.
 */
export interface SignedClient {
  call(request: SignedCall): Promise<SignedResponse>;
}
