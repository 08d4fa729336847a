/** The person and link that a match code belongs to. */
export interface MatchCodeSubject {
  readonly approvalId: string;
  readonly person: string;
  readonly generation: number;
}

/** Six digits that stand only in the notification; derived, so they are stored nowhere. */
export interface MatchCodes {
  codeFor(subject: MatchCodeSubject): Promise<string>;
  /** Takes the same time for every wrong code. */
  matches(subject: MatchCodeSubject, code: string): Promise<boolean>;
}
