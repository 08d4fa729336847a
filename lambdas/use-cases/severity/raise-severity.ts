import { findService } from '../../domain/policy/find-service.ts';
import type { CompiledPolicy } from '../../domain/policy/policy.ts';
import type { Alert } from '../../domain/records/alert.ts';
import type { Incident } from '../../domain/records/incident.ts';
import type { SeverityVerdict } from '../../domain/records/severity.ts';
import { raiseSeverity } from '../../domain/records/transitions/incident-changes.ts';
import type { EvidenceConditions } from '../../domain/triage/conditions/evidence-conditions.ts';
import { classifySeverity } from '../../domain/triage/severity/classify-severity.ts';
import { findSeverityOverride, raisedEntry } from '../../domain/triage/severity/severity-entries.ts';
import { severitySince } from '../../domain/triage/severity/severity-since.ts';
import type { Clock } from '../../ports/clock.ts';
import type { IncidentRecord, IncidentStore } from '../../ports/stores/incident-store.ts';

export interface RaiseSeverityDeps {
  readonly incidents: IncidentStore;
  readonly policy: Pick<CompiledPolicy, 'severity' | 'services'>;
  /** How conditions see evidence. */
  readonly evidenceKinds: readonly EvidenceConditions[];
  readonly clock: Clock;
}

/**
 * Raises a declared incident's severity when alerts that are new to it are worse by policy. Before that, declaring it sees them
 * anyhow.
 */
export async function raiseSeverityForAlerts(
  deps: RaiseSeverityDeps,
  incident: Incident,
  newAlerts: readonly Alert[],
): Promise<void> {
  if (newAlerts.length === 0 || incident.declaredAt === null) return;
  const service = findService(deps.policy, incident);
  const { verdict } = classifySeverity(deps.policy.severity, {
    alerts: newAlerts,
    service,
    evidence: [],
    evidenceKinds: [],
  });
  // Most alerts are not worse: only then is the whole record worth reading.
  if (!raiseSeverity(incident, verdict, deps.clock.now()).ok) return;
  const record = await deps.incidents.readRecord(incident.id);
  if (record === null) return;
  const raise =
    findSeverityOverride(record.entries) === null ? verdict : severitySince(signalsOf(deps, record));
  await raiseTo(deps, record, raise, 'by a further alert', 'firebreak:correlate-alerts');
}

/** What `severitySince` judges, from a record. */
export function signalsOf(
  { policy, evidenceKinds }: Pick<RaiseSeverityDeps, 'policy' | 'evidenceKinds'>,
  { incident, alerts, evidence, entries }: IncidentRecord,
) {
  const service = findService(policy, incident);
  return {
    policy: policy.severity,
    service,
    alerts,
    stored: evidence,
    fresh: evidence,
    evidenceKinds,
    entries,
  };
}

/**
 * Raises to this verdict if it is worse than what the incident has. The entry goes first: a raise is never without its reason, and the
 * sweep completes one that was only begun, and notifies the recipients. Returns the incident as it is then.
 */
export async function raiseTo(
  { incidents, clock }: Pick<RaiseSeverityDeps, 'incidents' | 'clock'>,
  { incident, entries }: Pick<IncidentRecord, 'incident' | 'entries'>,
  verdict: SeverityVerdict | null,
  because: string,
  actor: string,
): Promise<Incident> {
  const now = clock.now();
  const raised = verdict === null ? null : raiseSeverity(incident, verdict, now);
  if (verdict === null || !raised?.ok) return incident;
  const since = findSeverityOverride(entries)?.at ?? null;
  const entry = raisedEntry(verdict, { from: incident.severity, because, actor, since, now });
  await incidents.appendEntry(incident.id, entry);
  await incidents.saveIncident(raised.incident);
  return raised.incident;
}
