import type { Severity } from '../domain/records/severity.ts';
import type { IncidentTimes } from '../domain/reporting/times/incident-times.ts';

/** How long an incident took, when it is over. */
export interface ClosingFigures {
  readonly service: string;
  readonly severity: Severity;
  /** ISO 8601 UTC. */
  readonly closedAt: string;
  readonly seconds: IncidentTimes['seconds'];
}

/** Metrics of incidents, for dashboards and alarms of the user's. */
export interface IncidentMetrics {
  putClosing(figures: ClosingFigures): void;
}
