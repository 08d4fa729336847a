import type { CloseOutcome, Incident, IncidentStatus } from '../../records/incident.ts';
import type { Severity, Symptom } from '../../records/severity.ts';
import { type Waiting, waitingOf } from './waiting.ts';

/** One line of the list of incidents. */
export interface IncidentSummary {
  readonly id: string;
  readonly title: string;
  readonly severity: Severity;
  readonly severityReason: string;
  readonly symptom: Symptom;
  readonly status: IncidentStatus;
  readonly service: string;
  readonly environment: string;
  readonly sensitive: boolean;
  readonly openedAt: string;
  readonly updatedAt: string;
  readonly closedAt: string | null;
  readonly outcome: CloseOutcome | null;
  readonly waiting: Waiting | null;
  /** Who is affected, in one phrase; null when it was not measured. */
  readonly impact: string | null;
}

/** A sensitive incident shows that it exists, how bad it is and whether it is open; nothing of what happened. */
export function summarizeIncident(incident: Incident): IncidentSummary {
  const waiting = waitingOf(incident, null);
  return {
    id: incident.id,
    title: incident.sensitive ? 'Security-sensitive incident' : incident.title,
    severity: incident.severity,
    severityReason: incident.sensitive ? '' : incident.severityReason,
    symptom: incident.symptom,
    status: incident.status,
    service: incident.service,
    environment: incident.environment,
    sensitive: incident.sensitive,
    openedAt: incident.openedAt,
    updatedAt: incident.updatedAt,
    closedAt: incident.status === 'closed' ? incident.closedAt : null,
    outcome: incident.status === 'closed' ? incident.outcome : null,
    waiting: waiting && incident.sensitive ? { ...waiting, text: '', people: [] } : waiting,
    impact: incident.sensitive ? null : (incident.assessment?.impact ?? null),
  };
}
