interface PublicPage {
  /** Whether it has the newest release. */
  readonly isThere: boolean;
  readonly outcome: string;
  readonly reason: string | null;
}

/** How far a status page is with what was released last. */
export function publicPageLabel({ isThere, outcome, reason }: PublicPage): string {
  if (isThere) return 'published';
  if (outcome === 'given-up') return 'given up';
  return reason === null ? 'on its way' : 'not published so far';
}
