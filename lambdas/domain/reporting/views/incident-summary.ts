import type { CloseOutcome, Incident } from '../../records/incident.ts';
import { headlineOf, likelyCauseOf } from './headline.ts';
import { type Waiting, waitingOf } from './waiting.ts';

/** What one line of the list and a whole incident have in common. */
export interface IncidentHeading
  extends Pick<
    Incident,
    | 'id'
    | 'title'
    | 'severity'
    | 'severityReason'
    | 'symptom'
    | 'status'
    | 'service'
    | 'environment'
    | 'sensitive'
    | 'openedAt'
    | 'updatedAt'
    | 'reopens'
  > {
  /** What is wrong, in one line; the title is what the first alert is called. */
  readonly headline: string;
  readonly closedAt: string | null;
  readonly outcome: CloseOutcome | null;
  readonly waiting: Waiting | null;
}

/** One line of the list of incidents. */
export interface IncidentSummary extends IncidentHeading {
  /** Who is affected, in one phrase; null when it was not measured. */
  readonly impact: string | null;
  /** The change that is blamed, or what else it looks like; null while nobody knows. */
  readonly likelyCause: string | null;
}

const hiddenTitle = 'Security-sensitive incident';

/** A sensitive incident shows that it exists, how bad it is and whether it is open; nothing of what happened. */
export function summarizeIncident(incident: Incident): IncidentSummary {
  const waiting = waitingOf(incident, null);
  const impact = incident.assessment?.impact ?? null;
  const summary = {
    ...incident,
    ...closingOf(incident),
    headline: headlineOf(incident),
    likelyCause: likelyCauseOf(incident),
    waiting,
    impact,
  };
  if (!incident.sensitive) return summary;
  return {
    ...summary,
    title: hiddenTitle,
    headline: hiddenTitle,
    likelyCause: null,
    severityReason: '',
    waiting: waiting && { ...waiting, text: '', people: [] },
    impact: null,
    reopens: null,
  };
}

/** How it ended; nulls while it is open. */
export function closingOf(incident: Incident): {
  readonly closedAt: string | null;
  readonly closedBy: string | null;
  readonly outcome: CloseOutcome | null;
} {
  if (incident.status !== 'closed') return { closedAt: null, closedBy: null, outcome: null };
  const { closedAt, closedBy, outcome } = incident;
  return { closedAt, closedBy, outcome };
}
