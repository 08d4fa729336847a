export const linkScopes = ['approve', 'view'] as const;
/** `approve`: shows and decides one approval. `view`: reads one incident's pages. */
export type LinkScope = (typeof linkScopes)[number];

/** What a personal link says about itself. It never carries a decision. */
export interface LinkTokenClaims {
  readonly scope: LinkScope;
  /** Approval id for `approve`, incident id for `view`. */
  readonly subject: string;
  /** Id of the person it was made for. */
  readonly person: string;
  /** Plan the link asks about; null for `view`. */
  readonly planHash: string | null;
  /** Grows when a link dies and a new one is sent. */
  readonly generation: number;
  /** ISO 8601 UTC, whole seconds. */
  readonly expiresAt: string;
}

/** The signed keys in the fragments of personal links. */
export interface LinkKeys {
  sign(claims: LinkTokenClaims): Promise<string>;
  /** Null for a key that is forged, malformed, expired at `now` or of another scope. */
  verify(key: string, scope: LinkScope, now: Date): Promise<LinkTokenClaims | null>;
}
