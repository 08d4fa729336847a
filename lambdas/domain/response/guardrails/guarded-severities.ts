import type { Incident } from '../../records/incident.ts';
import { type Severity, severities, severitiesBetween } from '../../records/severity.ts';

/**
 * The severities that guardrails judge a step at; the strictest result counts. From the one that evidence alone calls for to the incident's
 * own: so words of an alert, or a person's override, can only make them stricter. All of them where the former is not known.
 */
export function guardedSeverities({
  severity,
  assessment,
}: Pick<Incident, 'severity' | 'assessment'>): readonly Severity[] {
  const byEvidence = assessment?.severityByEvidence;
  return byEvidence === undefined ? severities : severitiesBetween(byEvidence, severity);
}
