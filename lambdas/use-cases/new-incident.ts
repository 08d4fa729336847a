import type { Alert } from '../domain/alert.ts';
import type { AlertPlace } from '../domain/correlation/place-alert.ts';
import { stormPlace } from '../domain/correlation/storm-place.ts';
import type { Incident } from '../domain/incident.ts';
import type { Severity } from '../domain/severity/severity.ts';

export interface NewIncident {
  readonly id: string;
  readonly place: AlertPlace;
  readonly opener: Alert;
  readonly former: Incident | null;
  /** What the opener tells is only for those whom policy names. */
  readonly sensitive: boolean;
  readonly now: Date;
  readonly policyHash: string;
}

/** An incident as it is opened: with what the alert alone tells, until it is declared. */
export function newIncident({
  id,
  place,
  opener,
  former,
  sensitive,
  now,
  policyHash,
}: NewIncident): Incident {
  const severity = provisionalSeverity(opener);
  return {
    id,
    ...place,
    status: 'opened',
    title: titleOf(place, opener),
    severity,
    severityReason: `Until it is declared: the sender calls it ${opener.severityRaw ?? 'nothing'}`,
    symptom: 'unknown',
    sensitive,
    openedAt: now.toISOString(),
    updatedAt: now.toISOString(),
    version: 1,
    policyHash,
    executionArn: null,
    declaredAt: null,
    commander: null,
    assessment: null,
    automationStoppedAt: null,
    postmortem: null,
    reopens: former?.id ?? null,
  };
}

function titleOf(place: AlertPlace, opener: Alert): string {
  if (place.correlationKey === stormPlace.correlationKey) return 'Alert storm: many new incidents at once';
  return opener.title || `${opener.source} alert ${opener.fingerprint}`;
}

/** Never SEV1: that takes policy or evidence. Never SEV3 on a word that nobody knows. */
function provisionalSeverity({ severityHint }: Alert): Severity {
  return severityHint === 'low' || severityHint === 'info' ? 'SEV3' : 'SEV2';
}
