/** A call that was sent to change something, as a person would type it. */
export interface LoggedCall {
  readonly at: string;
  /** `aws …` or `curl …` for a shell, with secrets masked. */
  readonly command: string;
  /** The name of AWS's fault, the status of HTTP, or that no answer came; null when the call was accepted. */
  readonly fault: string | null;
}
