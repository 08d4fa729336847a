import type { Severity } from '../severity.ts';

/** A closed incident that Firebreak saw to be back, as it is queued. */
export interface Relapse {
  /** Of the delivery. */
  readonly id: string;
  /** ISO 8601 UTC. */
  readonly at: string;
  /** Id of the closed incident. */
  readonly of: string;
  readonly title: string;
  readonly description: string;
  /** Where the closed incident belonged, so that the new one is linked with it. */
  readonly correlationKey: string;
  readonly service: string;
  readonly environment: string;
  readonly severity: Severity;
  /** The closed incident was security-sensitive: so is what comes back. */
  readonly sensitive: boolean;
}
