import type { Alert } from '../domain/alert.ts';

/** One HTTP request as received. Header names are lower-case; a header sent twice has two values. */
export interface RawRequest {
  readonly headers: Readonly<Record<string, readonly string[]>>;
  readonly body: Uint8Array;
  /** The token of `POST /v1/alerts/{source}/{token}`, for senders that cannot set headers. */
  readonly pathToken: string | null;
}

/** One request or event of a source, raw: what waits in the queue and what the ledger keeps. */
export interface Delivery {
  readonly id: string;
  readonly source: string;
  /** ISO 8601 UTC. */
  readonly receivedAt: string;
  /** Only the headers that a parser needs (content type, event names); never credentials. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export type Verification = { readonly ok: true } | { readonly ok: false; readonly reason: string };

export type ParseOutcome =
  | { readonly outcome: 'alerts'; readonly alerts: readonly Alert[] }
  | { readonly outcome: 'ignored' | 'control' | 'quarantined'; readonly reason: string };

export interface VerificationContext {
  /** Live secrets of the source, newest first; two during a rotation. */
  readonly secrets: readonly string[];
  readonly now: Date;
}

/** A kind of sender: how its deliveries are authenticated and read. `parse` is pure and never throws. */
export interface AlertSource {
  readonly name: string;
  verify(request: RawRequest, context: VerificationContext): Verification | Promise<Verification>;
  parse(delivery: Delivery): ParseOutcome;
}
