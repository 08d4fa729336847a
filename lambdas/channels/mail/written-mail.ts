/** A mail whose text part is complete by itself. */
export interface WrittenMail {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/** A mail that can be told from every other. */
export interface KeyedMail extends WrittenMail {
  /** The same when it is sent again. */
  readonly key: string;
  /** What mail programs gather it under; null: it stands alone. */
  readonly thread: string | null;
}
