import type { Severity, Symptom } from './severity.ts';

/** What a person declares, as it is queued. */
export interface Declared {
  /** Of the delivery; the identity of the alert that it becomes. */
  readonly id: string;
  /** Id of the person. */
  readonly by: string;
  /** ISO 8601 UTC. */
  readonly at: string;
  readonly title: string;
  readonly description: string | null;
  /** Null when it is not known which. */
  readonly service: string | null;
  /** Null: the service's own. */
  readonly environment: string | null;
  /** At least so severe; null: as policy says. */
  readonly severity: Severity | null;
  readonly symptom: Symptom | null;
}
