/** A mail whose text part is complete by itself. */
export interface Mail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/** Rejects with DependencyUnavailableError when the mail service did not take it. */
export interface Mailer {
  send(mail: Mail): Promise<void>;
}
