/** When a person signed in last, and where. */
export interface SignIn {
  readonly person: string;
  readonly issuer: string;
  /** ISO 8601 UTC. */
  readonly at: string;
}
