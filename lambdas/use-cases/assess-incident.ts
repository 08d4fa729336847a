import { makeAssessment } from '../domain/assessment/make-assessment.ts';
import { NotFoundError } from '../domain/errors.ts';
import type { UnavailableEvidence } from '../domain/evidence/evidence.ts';
import { startOfTrouble } from '../domain/evidence/start-of-trouble.ts';
import type { Assessment, Disposition, Incident } from '../domain/incident.ts';
import { assessIncident as assessed } from '../domain/incident-transitions.ts';
import type { PlannableAction } from '../domain/planning/plannable-action.ts';
import { findService } from '../domain/policy/find-service.ts';
import type { CompiledPolicy } from '../domain/policy/policy.ts';
import type { Severity } from '../domain/severity/severity.ts';
import { serviceDistances } from '../domain/suspects/service-distance.ts';
import type { Clock } from '../ports/clock.ts';
import type { IncidentStore } from '../ports/incident-store.ts';

export interface AssessIncidentDeps {
  readonly incidents: IncidentStore;
  readonly policy: CompiledPolicy;
  /** Every registered action. */
  readonly actions: readonly PlannableAction[];
  readonly clock: Clock;
}

export interface AssessIncidentInput {
  readonly incidentId: string;
  readonly unavailable: readonly UnavailableEvidence[];
}

export interface Assessed {
  readonly disposition: Disposition;
  readonly stepCount: number;
  readonly severity: Severity;
}

/** Symptom, severity, suspects and the plan, from all that was found; set once and repeated when asked again. */
export async function assessIncident(
  { incidents, policy, actions, clock }: AssessIncidentDeps,
  { incidentId, unavailable }: AssessIncidentInput,
): Promise<Assessed> {
  const record = await incidents.readRecord(incidentId);
  if (record === null) throw new NotFoundError(`There is no incident ${incidentId}`);
  const now = clock.now();
  const known = record.incident.assessment;
  if (known !== null) return summary(known, record.incident.severity);
  const { service, environment } = record.incident;
  const assessment = makeAssessment({
    policy,
    actions,
    service: findService(policy, record.incident),
    serviceName: service,
    environment,
    alerts: record.alerts.map(({ alert }) => alert),
    evidence: record.evidence,
    unavailable,
    troubled: await listTroubled(incidents, policy, record.incident),
    startedAt: startOfTrouble(record),
    now,
  });
  const transition = assessed(record.incident, assessment, now);
  if (!transition.ok) throw new NotFoundError(transition.refusal.reason);
  await incidents.saveIncident(transition.incident);
  return summary(assessment, transition.incident.severity);
}

/** As many open incidents of one service are looked at. */
const openPerService = 5;

/** The services it needs that have an open incident. Of a sensitive one nobody is told, so that it does not count. */
async function listTroubled(
  incidents: IncidentStore,
  { services }: CompiledPolicy,
  { service, environment }: Pick<Incident, 'service' | 'environment'>,
): Promise<readonly string[]> {
  const needed = [...serviceDistances(services, { id: service, environment }).keys()].filter(
    (id) => id !== service,
  );
  const pages = await Promise.all(
    needed.map((id) => incidents.listIncidents({ status: 'open', service: id, limit: openPerService })),
  );
  const open = pages.flatMap((page) => page.incidents);
  return [
    ...new Set(
      open.filter((each) => each.environment === environment && !each.sensitive).map((each) => each.service),
    ),
  ];
}

function summary({ disposition, plan }: Assessment, severity: Severity): Assessed {
  return { disposition, stepCount: plan.steps.length, severity };
}
