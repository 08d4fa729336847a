import { NotFoundError } from '../../domain/errors.ts';
import { commanderOnCall } from '../../domain/on-call/escalation.ts';
import { findService } from '../../domain/policy/find-service.ts';

import type { CompiledPolicy } from '../../domain/policy/policy.ts';
import type { Severity } from '../../domain/records/severity.ts';
import { declareIncident as declared } from '../../domain/records/transitions/incident-transitions.ts';
import { classifySeverity } from '../../domain/triage/severity/classify-severity.ts';
import { findSeverityOverride } from '../../domain/triage/severity/severity-entries.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Schedules } from '../../ports/schedules.ts';
import type { IncidentStore } from '../../ports/stores/incident-store.ts';
import { scheduleUpdates } from '../updates/schedule-updates.ts';

export interface DeclareIncidentDeps {
  readonly incidents: IncidentStore;
  readonly schedules: Schedules;
  readonly policy: CompiledPolicy;
  readonly clock: Clock;
}

export interface DeclareIncidentInput {
  readonly incidentId: string;
  readonly executionArn: string | null;
}

/** Gives the incident its commander, its execution, its first severity, from the alerts alone, and the schedule of its status updates. */
export async function declareIncident(
  { incidents, schedules, policy, clock }: DeclareIncidentDeps,
  { incidentId, executionArn }: DeclareIncidentInput,
): Promise<{ readonly incidentId: string; readonly service: string; readonly severity: Severity }> {
  const record = await incidents.readOutline(incidentId);
  if (record === null) throw new NotFoundError(`There is no incident ${incidentId}`);
  const now = clock.now();
  const { verdict, sensitive } = classifySeverity(policy.severity, {
    alerts: record.alerts.map(({ alert }) => alert),
    service: findService(policy, record.incident),
    evidence: [],
    evidenceKinds: [],
  });
  const transition = declared(record.incident, {
    commander: commanderOnCall(policy, record.incident.service, now),
    executionArn,
    severity: findSeverityOverride(record.entries) === null ? verdict : null,
    sensitive,
    now,
  });
  const incident = transition.ok ? transition.incident : record.incident;
  if (transition.ok) await incidents.saveIncident(incident);
  if (incident.status !== 'closed') await scheduleUpdates(schedules, incidentId, now);
  return { incidentId, service: incident.service, severity: incident.severity };
}
