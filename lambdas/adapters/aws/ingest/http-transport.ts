/** One HTTP request as it goes out, signed. */
export interface TransportRequest {
  readonly method: string;
  readonly url: URL;
  /** By lower-case name; `host` is the one that was signed. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array | undefined;
  /** Ends the exchange wherever it stands: connecting, sending or reading the answer. */
  readonly signal: AbortSignal;
  /** Whether it may arrive twice. */
  readonly repeatable: boolean;
}

export interface TransportResponse {
  readonly status: number;
  /** By lower-case name; several of one name are joined by a comma. */
  readonly headers: Readonly<Record<string, string>>;
  /** Without its content coding. */
  readonly body: Buffer;
}

/** Sends a request and reads its whole answer, whatever its status: no redirect is followed. Rejects when no whole answer came. */
export type HttpTransport = (request: TransportRequest) => Promise<TransportResponse>;
