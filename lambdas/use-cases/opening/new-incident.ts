import type { CorrelationTarget } from '../../domain/correlation/find-correlation-target.ts';
import { stormTarget } from '../../domain/correlation/storm-target.ts';
import type { Alert } from '../../domain/records/alert.ts';
import type { Incident } from '../../domain/records/incident.ts';
import type { Severity } from '../../domain/records/severity.ts';

export interface NewIncident {
  readonly id: string;
  readonly target: CorrelationTarget;
  readonly opener: Alert;
  readonly previous: Incident | null;
  /** What the opener tells is only for those whom policy names. */
  readonly sensitive: boolean;
  readonly now: Date;
  readonly policyHash: string;
}

/** An incident as it is opened: with what the alert alone tells, until it is declared. */
export function newIncident({
  id,
  target,
  opener,
  previous,
  sensitive,
  now,
  policyHash,
}: NewIncident): Incident {
  const severity = provisionalSeverity(opener);
  return {
    id,
    ...target,
    status: 'opened',
    title: titleOf(target, opener),
    severity,
    severityReason: provisionalReason(opener),
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
    reopens: previous?.id ?? null,
  };
}

function titleOf(target: CorrelationTarget, opener: Alert): string {
  if (target.correlationKey === stormTarget.correlationKey) return 'Alert storm: many new incidents at once';
  return opener.title || `${opener.source} alert ${opener.fingerprint}`;
}

function provisionalReason({ severityRaw }: Alert): string {
  const rating = severityRaw === null ? 'the sender gives no severity' : `the sender rates it ${severityRaw}`;
  return `Policy has not rated it yet; ${rating}.`;
}

/** Never SEV1: that takes policy or evidence. Never SEV3 on a term that nobody knows. */
function provisionalSeverity({ severityHint }: Alert): Severity {
  return severityHint === 'low' || severityHint === 'info' ? 'SEV3' : 'SEV2';
}
