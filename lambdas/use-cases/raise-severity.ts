import type { Alert } from '../domain/alert.ts';
import type { Incident } from '../domain/incident.ts';
import { raiseSeverity } from '../domain/incident-changes.ts';
import { findService } from '../domain/policy/find-service.ts';
import type { CompiledPolicy } from '../domain/policy/policy.ts';
import { classifySeverity } from '../domain/severity/classify-severity.ts';
import type { Clock } from '../ports/clock.ts';
import type { IncidentStore } from '../ports/incident-store.ts';

export interface RaiseSeverityDeps {
  readonly incidents: IncidentStore;
  readonly policy: Pick<CompiledPolicy, 'severity' | 'services'>;
  readonly clock: Clock;
}

/**
 * Raises a declared incident's severity when alerts that are new to it are worse by policy. Before that, declaring it sees them
 * anyhow. The entry goes first: a raise is never without its reason.
 */
export async function raiseSeverityForAlerts(
  { incidents, policy, clock }: RaiseSeverityDeps,
  incident: Incident,
  newAlerts: readonly Alert[],
): Promise<void> {
  if (newAlerts.length === 0 || incident.declaredAt === null) return;
  const service = findService(policy, incident);
  const { verdict } = classifySeverity(policy.severity, { alerts: newAlerts, service, evidence: [] });
  const now = clock.now();
  const raised = raiseSeverity(incident, verdict.severity, verdict.reason, now);
  if (!raised.ok) return;
  await incidents.appendEntry(incident.id, {
    id: `severity.raised:${verdict.severity}`,
    at: now.toISOString(),
    actor: 'firebreak:correlate-alerts',
    kind: 'severity.raised',
    text: `${verdict.severity} instead of ${incident.severity}, by a further alert. ${verdict.reason}`,
    data: { from: incident.severity, to: verdict.severity, rule: verdict.rule },
  });
  await incidents.saveIncident(raised.incident);
}
