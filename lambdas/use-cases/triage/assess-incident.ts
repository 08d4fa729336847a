import { stableAlert } from '../../domain/correlation/flapping.ts';
import { NotFoundError } from '../../domain/errors.ts';
import { withErrorInWords } from '../../domain/failure-reason.ts';
import { findService } from '../../domain/policy/find-service.ts';
import type { CompiledPolicy } from '../../domain/policy/policy.ts';
import { readingsOf, type UnavailableEvidence } from '../../domain/records/evidence.ts';
import type { Assessment, Disposition, Incident } from '../../domain/records/incident.ts';
import { stepsBeforeRecovery } from '../../domain/records/plan.ts';
import type { Severity } from '../../domain/records/severity.ts';
import { assessIncident as assessed } from '../../domain/records/transitions/incident-transitions.ts';
import { hasPlan, isGatheredForPlan } from '../../domain/records/transitions/plan-anew.ts';
import { makeAssessment } from '../../domain/response/assessment/make-assessment.ts';
import { changesInPlace } from '../../domain/response/echoes/changes-in-place.ts';
import { type ChangeInPlace, echoOf, soundsOf } from '../../domain/response/echoes/echo-of.ts';
import { adoptedProposal } from '../../domain/response/planning/adopted-proposal.ts';
import { earlierSteps } from '../../domain/response/planning/earlier-steps.ts';
import type { ManualResource } from '../../domain/response/planning/manual-commands.ts';
import type { PlannableAction } from '../../domain/response/planning/plannable-action.ts';
import type { EvidenceConditions } from '../../domain/triage/conditions/evidence-conditions.ts';
import { alertedOnset } from '../../domain/triage/series/alerted-onset.ts';
import { classifySeverity } from '../../domain/triage/severity/classify-severity.ts';
import { findSeverityOverride } from '../../domain/triage/severity/severity-entries.ts';
import { severitySince } from '../../domain/triage/severity/severity-since.ts';
import { signatureOf } from '../../domain/triage/similar/incident-signature.ts';
import { degradedMetrics } from '../../domain/triage/suspects/onset.ts';
import { serviceDistances } from '../../domain/triage/suspects/service-distance.ts';
import type { Clock } from '../../ports/clock.ts';
import type { IncidentRecord, IncidentStore } from '../../ports/stores/incident-store.ts';
import { readJudgedChanges } from '../actions/read-judged-steps.ts';
import { raiseTo, signalsOf } from '../severity/raise-severity.ts';
import { restrict } from '../severity/restrict-incident.ts';
import { findSimilarIncidents } from '../similar/find-similar-incidents.ts';

export interface AssessIncidentDeps {
  readonly incidents: IncidentStore;
  readonly policy: CompiledPolicy;
  /** Every registered action. */
  readonly actions: readonly PlannableAction[];
  /** Every kind of resource. */
  readonly resourceKinds: readonly ManualResource[];
  /** How conditions see evidence. */
  readonly evidenceKinds: readonly EvidenceConditions[];
  readonly clock: Clock;
}

export interface AssessIncidentInput {
  readonly incidentId: string;
  readonly unavailable: readonly UnavailableEvidence[];
}

export interface Assessed {
  readonly disposition: Disposition;
  readonly stepCount: number;
  /** Index of the first step of the plan: more than 0 where it is not the first plan. */
  readonly firstStep: number;
  /** Index of the first step that restores; as many as there are steps when none does. */
  readonly restoreFrom: number;
  readonly severity: Severity;
}

/**
 * Symptom, severity, suspects and the plan, from all that was found; set once for each plan and repeated when asked again. What was found for
 * the plan before does not count.
 */
export async function assessIncident(
  deps: AssessIncidentDeps,
  { incidentId, unavailable }: AssessIncidentInput,
): Promise<Assessed> {
  const { incidents, policy, actions, clock } = deps;
  const read = await incidents.readRecord(incidentId);
  if (read === null) throw new NotFoundError(`There is no incident ${incidentId}`);
  const now = clock.now();
  const known = read.incident.assessment;
  if (known !== null && hasPlan(read.incident)) return summary(known, read.incident.severity);
  const evidence = read.evidence.filter((each) => isGatheredForPlan(read.incident, each));
  const record = { ...read, evidence };
  const { service, environment } = record.incident;
  const echo = await findEcho(deps, record, now);
  const assessment = makeAssessment({
    policy,
    actions,
    resourceKinds: deps.resourceKinds,
    service: findService(policy, record.incident),
    serviceName: service,
    environment,
    alerts: record.alerts.map((each) => stableAlert(each, policy.correlation.flapping)),
    evidence: record.evidence,
    evidenceKinds: deps.evidenceKinds,
    unavailable: unavailable.map((each) => ({ ...each, reason: withErrorInWords(each.reason) })),
    degraded: await listDegraded(incidents, policy, record.incident),
    judged: await readJudgedChanges(incidents, service),
    announcedBy: echo?.text ?? null,
    startedAt: alertedOnset(record),
    now,
    proposed: adoptedProposal(record, policy.people),
    ...(read.incident.earlierPlans === undefined
      ? {}
      : { earlier: earlierSteps(record.incident, record.steps) }),
  });
  const { sensitive } = classifySeverity(policy.severity, {
    alerts: record.alerts.map(({ alert }) => alert),
    service: findService(policy, record.incident),
    evidence: record.evidence,
    evidenceKinds: deps.evidenceKinds,
  });
  const hasOverride = findSeverityOverride(record.entries) !== null;
  const severity = hasOverride ? null : assessment.severity;
  const before = await rateFirst(deps, record, { sensitive, hasOverride });
  const transition = assessed(
    before,
    await withSimilar(deps, { ...record, incident: before }, assessment),
    now,
    {
      severity,
      sensitive,
    },
  );
  if (!transition.ok) throw new NotFoundError(transition.refusal.reason);
  if (echo !== null) await tellEcho(deps, record.incident, echo, now);
  await incidents.saveIncident(transition.incident);
  return summary(assessment, transition.incident.severity);
}

/**
 * What has an entry of its own comes before the assessment, which is made once. What triage found after a person had set the severity
 * counts where it is worse than what they knew.
 */
async function rateFirst(
  deps: AssessIncidentDeps,
  record: IncidentRecord,
  { sensitive, hasOverride }: { readonly sensitive: boolean; readonly hasOverride: boolean },
): Promise<Incident> {
  const actor = 'firebreak:assess-incident';
  const incident = sensitive ? await restrict(deps, record.incident, actor) : record.incident;
  if (!hasOverride) return incident;
  const verdict = severitySince(signalsOf(deps, record));
  return await raiseTo(deps, { ...record, incident }, verdict, 'by evidence from triage', actor);
}

/** With former incidents that look alike. */
async function withSimilar(
  { incidents }: AssessIncidentDeps,
  { incident, alerts, evidence }: IncidentRecord,
  assessment: Assessment,
): Promise<Assessment> {
  const signature = signatureOf({ incident, assessment, alerts, evidence });
  // Whoever may see this one may see a sensitive one only if this one is, too.
  const maySee = ({ sensitive }: Incident) => !sensitive || incident.sensitive;
  const similar = await findSimilarIncidents(incidents, { incident, signature, maySee });
  return { ...assessment, signature, similar };
}

async function findEcho(
  { incidents, policy }: AssessIncidentDeps,
  { incident, evidence }: IncidentRecord,
  now: Date,
) {
  const degraded = degradedMetrics(readingsOf(evidence));
  if (degraded.length === 0) return null;
  return echoOf({
    incidentId: incident.id,
    service: incident.service,
    sounds: soundsOf(degraded),
    changesInPlace: changesInPlace(await incidents.listOpenDebts(), policy.services),
    now,
  });
}

/** With the action that announced it. */
async function tellEcho(
  { incidents }: AssessIncidentDeps,
  { id }: Incident,
  { change }: { readonly change: ChangeInPlace },
  now: Date,
): Promise<void> {
  await incidents.appendEntry(change.incidentId, {
    id: `echo.heard:${id}`,
    at: now.toISOString(),
    actor: 'firebreak:assess-incident',
    kind: 'echo.heard',
    text: `What ${change.action} announced has come: ${id} only watches it`,
    data: { incident: id, resource: change.resource },
  });
}

/** As many open incidents of one service are looked at. */
const openPerService = 5;

/** The services it needs that have an open incident. Of a sensitive one nobody learns, so that it does not count. */
async function listDegraded(
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
  const { firstStep = 0 } = plan;
  return {
    disposition,
    stepCount: plan.steps.length,
    firstStep,
    restoreFrom: firstStep + stepsBeforeRecovery(plan).length,
    severity,
  };
}
