/** Proof that a page was shown a short while ago to the holder of one link. Stateless, so nothing can burn it. */
export interface Nonces {
  /** Good for ten minutes from `now`, together with `linkKey` only. */
  issue(linkKey: string, now: Date): Promise<string>;
  accepts(nonce: string, linkKey: string, now: Date): Promise<boolean>;
}
