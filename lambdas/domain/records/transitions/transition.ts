import type { Incident, IncidentStatus } from '../incident.ts';

export const refusalCodes = [
  'incident.wrong-status',
  'incident.already-done',
  'incident.not-worse',
  'incident.open-debts',
  'incident.too-many-plans',
] as const;

/** Why a transition is not possible now. `already-done` tells a repeated use case that there is nothing left to write. */
export interface Refusal {
  readonly code: (typeof refusalCodes)[number];
  readonly reason: string;
}

export type Transition =
  | { readonly ok: true; readonly incident: Incident }
  | { readonly ok: false; readonly refusal: Refusal };

export function moved(incident: Incident): Transition {
  return { ok: true, incident };
}

export function refused(code: Refusal['code'], reason: string): Transition {
  return { ok: false, refusal: { code, reason } };
}

export function wrongStatus(incident: Incident, wanted: string): Transition {
  return refused('incident.wrong-status', `The incident is ${incident.status} and cannot be ${wanted}`);
}

export function isIn<Status extends IncidentStatus>(
  incident: Incident,
  statuses: readonly Status[],
): incident is Incident & { readonly status: Status } {
  const known: readonly IncidentStatus[] = statuses;
  return known.includes(incident.status);
}

/**
 * The time of an incident's next write: never before the last one. Two machines' clocks may differ, and a clock may be set back; the order in
 * which the record was written is what happened.
 */
export function recordedAt({ updatedAt }: Pick<Incident, 'updatedAt'>, now: Date): string {
  const at = now.toISOString();
  return at < updatedAt ? updatedAt : at;
}

/** What an incident has in every status, as its next version: fields of the status it leaves stay behind. */
export function nextVersion(incident: Incident, now: Date) {
  return {
    id: incident.id,
    correlationKey: incident.correlationKey,
    service: incident.service,
    environment: incident.environment,
    title: incident.title,
    severity: incident.severity,
    severityReason: incident.severityReason,
    symptom: incident.symptom,
    sensitive: incident.sensitive,
    ...(incident.sensitiveSince === undefined ? {} : { sensitiveSince: incident.sensitiveSince }),
    openedAt: incident.openedAt,
    updatedAt: recordedAt(incident, now),
    version: incident.version + 1,
    policyHash: incident.policyHash,
    executionArn: incident.executionArn,
    declaredAt: incident.declaredAt,
    commander: incident.commander,
    assessment: incident.assessment,
    ...(incident.earlierPlans === undefined ? {} : { earlierPlans: incident.earlierPlans }),
    automationStoppedAt: incident.automationStoppedAt,
    ...(incident.automationStoppedBy === undefined
      ? {}
      : { automationStoppedBy: incident.automationStoppedBy }),
    postmortem: incident.postmortem,
    reopens: incident.reopens,
  };
}
