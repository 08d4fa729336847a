import type { Assessment, CloseOutcome, Incident, OpenWait } from '../incident.ts';
import type { SeverityVerdict } from '../severity.ts';
import { severities, worseSeverity } from '../severity.ts';
import { hasPlan } from './plan-anew.ts';
import { isIn, moved, nextVersion, recordedAt, refused, type Transition, wrongStatus } from './transition.ts';

export interface Opening {
  readonly id: string;
  readonly correlationKey: string;
  readonly service: string;
  readonly environment: string;
  readonly title: string;
  /** From the alert alone. */
  readonly severity: SeverityVerdict;
  readonly policyHash: string;
  readonly reopens: string | null;
  readonly now: Date;
}

/** A new incident, version 1. */
export function initialIncident({ now, severity: verdict, ...opening }: Opening): Incident {
  return {
    ...opening,
    severity: verdict.severity,
    severityReason: verdict.reason,
    symptom: verdict.symptom,
    sensitive: verdict.symptom === 'security',
    openedAt: now.toISOString(),
    updatedAt: now.toISOString(),
    version: 1,
    executionArn: null,
    declaredAt: null,
    commander: null,
    assessment: null,
    automationStoppedAt: null,
    postmortem: null,
    status: 'opened',
  };
}

export interface Declaration {
  readonly commander: string | null;
  readonly executionArn: string | null;
  /** From all alerts so far; it replaces the provisional one, up or down. Null leaves it to what a person said before. */
  readonly severity: SeverityVerdict | null;
  /** By the alerts so far; it stays so. */
  readonly sensitive?: boolean;
  readonly now: Date;
}

/** opened → triaging. */
export function declareIncident(incident: Incident, declaration: Declaration): Transition {
  if (incident.declaredAt !== null)
    return refused('incident.already-done', 'The incident was already declared');
  if (!isIn(incident, ['opened'])) return wrongStatus(incident, 'declared');
  return moved({
    ...nextVersion(incident, declaration.now),
    ...withRating(incident, declaration.severity, declaration.sensitive ?? false, declaration.now),
    executionArn: declaration.executionArn ?? incident.executionArn,
    declaredAt: recordedAt(incident, declaration.now),
    commander: declaration.commander,
    status: 'triaging',
  });
}

/** What an assessment means for the incident: no severity where a person has said theirs. */
export interface Rating {
  readonly severity: SeverityVerdict | null;
  readonly sensitive: boolean;
}

/** triaging → responding, with what triage concluded; set once for each plan. */
export function assessIncident(
  incident: Incident,
  assessment: Assessment,
  now: Date,
  { severity, sensitive }: Rating = { severity: assessment.severity, sensitive: false },
): Transition {
  if (hasPlan(incident)) return refused('incident.already-done', 'The incident was already assessed');
  if (!isIn(incident, ['triaging'])) return wrongStatus(incident, 'assessed');
  return moved({
    ...nextVersion(incident, now),
    ...withRating(incident, severity === null ? null : rated(incident, severity), sensitive, now),
    assessment,
    status: 'responding',
  });
}

/** Back to the plan: after a verification that ended without recovery, or when a person resumed automation. */
export function resumeResponse(incident: Incident, now: Date): Transition {
  if (incident.status === 'responding') {
    return refused('incident.already-done', 'The incident is already being responded to');
  }
  if (!isIn(incident, ['awaiting-approval', 'verifying', 'handed-over']))
    return wrongStatus(incident, 'resumed');
  const next = nextVersion(incident, now);
  if (incident.status !== 'handed-over') return moved({ ...next, status: 'responding' });
  const { automationStoppedBy: _stoppedBy, ...resumed } = next;
  return moved({ ...resumed, automationStoppedAt: null, status: 'responding' });
}

export interface RecoveryVerification {
  /** Null when nothing was done and recovery is only watched. */
  readonly stepIndex: number | null;
  readonly deadlineAt: Date;
  readonly encryptedToken: string;
  readonly now: Date;
}

/** Waits for recovery. Repeated for the same step it keeps the times and takes the newest token. */
export function startRecoveryVerification(
  incident: Incident,
  verification: RecoveryVerification,
): Transition {
  const { stepIndex, deadlineAt, encryptedToken, now } = verification;
  const at = recordedAt(incident, now);
  const wait: OpenWait = { encryptedToken, since: at };
  if (incident.status === 'verifying' && incident.stepIndex === stepIndex) {
    const { since, deadlineAt: kept } = incident;
    return moved({
      ...nextVersion(incident, now),
      status: 'verifying',
      stepIndex,
      since,
      deadlineAt: kept,
      wait,
    });
  }
  if (!isIn(incident, ['responding', 'awaiting-approval', 'verifying']))
    return wrongStatus(incident, 'verified');
  return moved({
    ...nextVersion(incident, now),
    status: 'verifying',
    stepIndex,
    since: at,
    deadlineAt: deadlineAt.toISOString(),
    wait,
  });
}

export interface HandOver {
  readonly reason: string;
  /** Null when no execution waits for the answer. */
  readonly encryptedToken: string | null;
  readonly now: Date;
}

/** Automation ends and people take over. Repeated, it keeps reason and time and takes the newest token. */
export function handOver(incident: Incident, { reason, encryptedToken, now }: HandOver): Transition {
  if (incident.status === 'closed') return wrongStatus(incident, 'handed over');
  const at = recordedAt(incident, now);
  const wait = encryptedToken === null ? null : { encryptedToken, since: at };
  const next = { ...nextVersion(incident, now), automationStoppedAt: incident.automationStoppedAt ?? at };
  if (incident.status !== 'handed-over') {
    return moved({ ...next, status: 'handed-over', reason, since: at, wait, reminders: 0 });
  }
  const { since, reminders } = incident;
  return moved({
    ...next,
    status: 'handed-over',
    reason: incident.reason,
    since,
    wait: wait ?? incident.wait,
    reminders,
  });
}

export interface Closing {
  readonly outcome: CloseOutcome;
  readonly closedBy: string;
  /** Resources of debts that are still open. */
  readonly openDebts: readonly string[];
  /** Those that a person accepted by name. */
  readonly acceptedDebts: readonly string[];
  readonly now: Date;
}

/**
 * Closes. A person must accept every open debt by name; an incident that recovered, or that nobody attended, closes with
 * its debts on the books.
 */
export function closeIncident(incident: Incident, closing: Closing): Transition {
  if (incident.status === 'closed') return refused('incident.already-done', 'The incident is already closed');
  if (incident.status === 'opened') return wrongStatus(incident, 'closed');
  const { outcome, closedBy, openDebts, acceptedDebts, now } = closing;
  const open = openDebts.filter((resource) => !acceptedDebts.includes(resource));
  if (outcome === 'resolved-by-person' && open.length > 0) {
    return refused(
      'incident.open-debts',
      `Accept these debts by name, or restore them first: ${open.join(', ')}`,
    );
  }
  return moved({
    ...nextVersion(incident, now),
    status: 'closed',
    closedAt: recordedAt(incident, now),
    outcome,
    closedBy,
    acceptedDebts: [...new Set(openDebts)].toSorted(),
  });
}

/** Sensitive is for good. */
function withRating(
  incident: Incident,
  rating: Pick<SeverityVerdict, 'severity' | 'symptom' | 'reason'> | null,
  sensitive: boolean,
  now: Date,
) {
  const symptom = rating?.symptom ?? incident.symptom;
  const isSensitive = incident.sensitive || sensitive || symptom === 'security';
  return {
    severity: rating?.severity ?? incident.severity,
    severityReason: rating?.reason ?? incident.severityReason,
    symptom,
    sensitive: isSensitive,
    ...(isSensitive && !incident.sensitive ? { sensitiveSince: recordedAt(incident, now) } : {}),
  };
}

/** Once policy has rated it, severity only rises by itself; the symptom follows the verdict that is at least as bad. */
function rated(incident: Incident, verdict: SeverityVerdict) {
  const rank = severities.indexOf(verdict.severity) - severities.indexOf(incident.severity);
  const isVague = verdict.symptom === 'unknown' && incident.symptom !== 'unknown';
  return {
    severity: worseSeverity(incident.severity, verdict.severity),
    reason: rank > 0 ? incident.severityReason : verdict.reason,
    symptom: rank > 0 || isVague ? incident.symptom : verdict.symptom,
  };
}
