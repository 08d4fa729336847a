import { NotFoundError } from '../../domain/errors.ts';
import type { GuardrailDecision } from '../../domain/records/guardrails/guardrail-verdict.ts';
import type { Incident } from '../../domain/records/incident.ts';
import type { Plan, Step } from '../../domain/records/plan.ts';
import { currentGuard, type GuardCheck, type StepRecord } from '../../domain/records/step-record.ts';
import { resumeResponse } from '../../domain/records/transitions/incident-transitions.ts';
import { approvalIdOf } from '../../domain/response/approvals/open-approval.ts';
import { reasonsOf } from '../../domain/response/approvals/step-authority.ts';
import { withRecheck } from '../../domain/response/guardrails/with-recheck.ts';
import type { ApprovalStore } from '../../ports/stores/approval-store.ts';
import type { IncidentOutline } from '../../ports/stores/incident-store.ts';
import { type JudgeStepDeps, judgeStep } from './judge-step.ts';

export interface CheckGuardrailsDeps extends JudgeStepDeps {
  readonly approvals: ApprovalStore;
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

/**
 * Asks every guardrail about one step, and records the verdict with it. Asked again about a step that was not begun, they answer by what
 * holds then; where people decided about it before, they are asked anew.
 */
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
  const { verdict } = await check(deps, { ...record, incident }, plan, step);
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

async function check(
  deps: CheckGuardrailsDeps,
  record: IncidentOutline,
  plan: Plan,
  step: Step,
): Promise<GuardCheck> {
  const known = record.steps.find(({ index }) => index === step.index);
  if (known !== undefined && (known.lock !== null || known.result !== null)) return currentGuard(known);
  const found = await judgeStep(deps, record, step);
  const next =
    known === undefined
      ? firstCheck(record.incident.id, plan, step, found)
      : await recheck(deps, known, found);
  if (next !== null) await deps.incidents.saveStep(next);
  return found;
}

function firstCheck(incidentId: string, plan: Plan, { index }: Step, guard: GuardCheck): StepRecord {
  return {
    incidentId,
    index,
    planHash: plan.hash,
    version: 1,
    guard,
    lock: null,
    result: null,
    settling: null,
    verification: null,
    undo: null,
  };
}

/** Null when there is nothing new to record. */
async function recheck(
  { approvals }: CheckGuardrailsDeps,
  known: StepRecord,
  found: GuardCheck,
): Promise<StepRecord | null> {
  const { incidentId, index, round = 0 } = known;
  const approval = await approvals.readApproval(approvalIdOf(incidentId, index, round));
  const isOver = approval !== null && approval.state !== 'pending';
  const checked = withRecheck(known, found);
  if (!isOver) return checked;
  return { ...known, ...checked, round: round + 1, version: known.version + 1 };
}
