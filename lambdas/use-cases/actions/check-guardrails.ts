import { NotFoundError } from '../../domain/errors.ts';
import { findService } from '../../domain/policy/find-service.ts';
import type { CompiledPolicy } from '../../domain/policy/policy.ts';
import type { GuardrailDecision, GuardrailVerdict } from '../../domain/records/guardrail-verdict.ts';
import type { Incident } from '../../domain/records/incident.ts';
import { resumeResponse } from '../../domain/records/incident-transitions.ts';
import type { Plan, Step } from '../../domain/records/plan.ts';
import { evaluateGuardrails } from '../../domain/response/guardrails/evaluate-guardrails.ts';
import { guardedSeverities } from '../../domain/response/guardrails/guarded-severities.ts';
import type { Clock } from '../../ports/clock.ts';
import type { IncidentOutline, IncidentStore } from '../../ports/incident-store.ts';
import type { LeaseStore } from '../../ports/lease-store.ts';
import { readRecentActions } from './read-recent-actions.ts';

export interface CheckGuardrailsDeps {
  readonly incidents: IncidentStore;
  readonly leases: LeaseStore;
  readonly policy: CompiledPolicy;
  readonly clock: Clock;
}

export interface CheckGuardrailsInput {
  readonly incidentId: string;
  readonly stepIndex: number;
}

export interface GuardrailsChecked {
  readonly decision: GuardrailDecision;
  /** Kind of the step's action. */
  readonly action: string;
  /** Why it is not simply allowed; empty when it is. */
  readonly reasons: readonly string[];
}

/** Asks every guardrail about one step, once: the verdict is recorded with the step, and repeated when asked again. */
export async function checkGuardrails(
  deps: CheckGuardrailsDeps,
  { incidentId, stepIndex }: CheckGuardrailsInput,
): Promise<GuardrailsChecked> {
  const record = await deps.incidents.readOutline(incidentId);
  if (record === null) throw new NotFoundError(`There is no incident ${incidentId}`);
  const plan = record.incident.assessment?.plan;
  const step = plan?.steps[stepIndex];
  if (plan === undefined || step === undefined) {
    throw new NotFoundError(`The plan of ${incidentId} has no step ${stepIndex}`);
  }
  const incident = await backToThePlan(deps, record.incident);
  const known = record.steps.find(({ index }) => index === stepIndex);
  const verdict = known?.guard.verdict ?? (await judge(deps, { ...record, incident }, plan, step));
  return { decision: verdict.decision, action: step.action, reasons: reasonsOf(verdict) };
}

/** A step follows a rejected approval, a verification without recovery, or a person who resumed automation. */
async function backToThePlan(
  { incidents, clock }: CheckGuardrailsDeps,
  incident: Incident,
): Promise<Incident> {
  const resumed = resumeResponse(incident, clock.now());
  if (!resumed.ok) return incident;
  await incidents.saveIncident(resumed.incident);
  return resumed.incident;
}

async function judge(
  { incidents, leases, policy, clock }: CheckGuardrailsDeps,
  record: IncidentOutline,
  plan: Plan,
  step: Step,
): Promise<GuardrailVerdict> {
  const { incident, evidence } = record;
  const now = clock.now();
  const verdict = evaluateGuardrails({
    now,
    policy: policy.guardrails,
    incidentId: incident.id,
    severities: guardedSeverities(incident),
    automationStoppedAt: incident.automationStoppedAt,
    step,
    service: findService(policy, incident),
    evidenceGatheredAt: evidence.map(({ gatheredAt }) => gatheredAt).toSorted()[0] ?? null,
    recentActions: await readRecentActions({ incidents, leases }, record, step.resource, now),
  });
  await incidents.saveStep({
    incidentId: incident.id,
    index: step.index,
    planHash: plan.hash,
    version: 1,
    guard: { at: now.toISOString(), verdict },
    lock: null,
    result: null,
    settling: null,
    verification: null,
    undo: null,
  });
  return verdict;
}

function reasonsOf({ decision, findings }: GuardrailVerdict): readonly string[] {
  if (decision === 'allow') return [];
  const reasons = findings.filter((finding) => finding.decision === decision).map(({ reason }) => reason);
  return reasons.length > 0 ? reasons : ['No guardrail allows it'];
}
