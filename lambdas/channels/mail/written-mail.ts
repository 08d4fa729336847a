/** A mail whose text part is complete by itself. */
export interface WrittenMail {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}
