import type { Alert } from '../../domain/records/alert.ts';
import type { Subscriptions } from '../subscriptions.ts';

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
  /** Base64 when the header `content-transfer-encoding` says so, because the bytes were not UTF-8 or are packed. */
  readonly body: string;
  /** Its signature tells no time: whoever captured it may send it again at any later time. */
  readonly replayable?: true;
  /** Only when the body was too large for the queue and cannot be had again: then it is empty, and the delivery is quarantined. */
  readonly lostBody?: LostBody;
}

/** Where a body was kept, and what became of it: `is missing`. */
export interface LostBody {
  readonly key: string;
  readonly problem: string;
}

/** `replayable`: by a signature of the body alone, which stays good for ever. A token is no such proof: whoever has it needs no old delivery. */
export type SenderVerification =
  | { readonly ok: true; readonly replayable?: true }
  | { readonly ok: false; readonly reason: string };

/** An item of a delivery that could not be read, while others could. */
export interface UnreadItem {
  /** Counts from 1. */
  readonly position: number;
  readonly reason: string;
}

export type ParseOutcome =
  | {
      readonly outcome: 'alerts';
      readonly alerts: readonly Alert[];
      /** Left out when everything could be read. */
      readonly unread?: readonly UnreadItem[];
    }
  | { readonly outcome: 'ignored' | 'control' | 'quarantined'; readonly reason: string };

export interface SenderVerificationContext {
  /** Live secrets of the source, newest first; two during a rotation. */
  readonly secrets: readonly string[];
  readonly now: Date;
  /** Fetches a signing certificate (PEM) from an address that the caller has found trustworthy. */
  readonly fetchCertificate: (url: URL) => Promise<string>;
}

/** What the sender is told instead of `202 {deliveryId}`. */
export interface SourceResponse {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

/**
 * What a secret of a source is: a token to present; the base64 key of a Standard Webhook; an integration key; one that the vendor makes
 * and shows; or the ARN of a topic that may send.
 */
export const credentialKinds = ['token', 'standard-webhook', 'routing-key', 'vendor', 'topic'] as const;
export type CredentialKind = (typeof credentialKinds)[number];

/** One thing that a delivery contains: what was posted, an entry of a list, or what a message of SNS wraps. */
export interface SourceContent {
  /** JSON, form fields as an object, or text. */
  readonly body: unknown;
  /** Of a message of SNS. */
  readonly subject: string | null;
}

/** Reads a content in the user's way; null when it is not for it. Never throws. */
export type ContentReader = (content: SourceContent) => ParseOutcome | null;

/** A kind of sender: how its deliveries are authenticated and read. `parse` is pure and never throws. */
export interface AlertSource {
  readonly name: string;
  /** Left out: `token`. */
  readonly credential?: CredentialKind;
  verify(
    request: RawRequest,
    context: SenderVerificationContext,
  ): SenderVerification | Promise<SenderVerification>;
  /** `mapped` reads what the source cannot read, or what the user wants read in another way. */
  parse(delivery: Delivery, mapped?: ContentReader): ParseOutcome;
  /** The text of a request, unpacked, without the credential that this kind of sender puts into it: what is queued and recorded. */
  withoutCredentials?(request: RawRequest): string;
  /** The answer that the vendor's own clients expect to an accepted delivery. */
  accepted?(delivery: Delivery): SourceResponse;
  /** Completes a handshake by the provider's API. Repeating it changes nothing. Resolves to what was done. */
  handleControl?(delivery: Delivery, subscriptions: Subscriptions): Promise<string>;
}
