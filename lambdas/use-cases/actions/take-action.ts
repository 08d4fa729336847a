import { NotFoundError } from '../../domain/errors.ts';
import { approversOf } from '../../domain/policy/people/may-read.ts';
import type { Step } from '../../domain/records/plan.ts';
import type { GuardCheck, StepRecord } from '../../domain/records/step-record.ts';
import { type Authorisation, authoriseStep } from '../../domain/response/approvals/step-authority.ts';
import { withRecheck } from '../../domain/response/guardrails/with-recheck.ts';
import { parseParams } from '../../domain/response/planning/parse-params.ts';
import { recoveryOf } from '../../domain/response/recovery/recovery-of.ts';
import type { ActionContext } from '../../ports/plug-ins/action.ts';
import type { IncidentOutline } from '../../ports/stores/incident-store.ts';
import { clientsForStep } from './clients-for-step.ts';
import { executeStep, type StepResult } from './execute-step.ts';
import { judgeStep } from './judge-step.ts';
import { lookAtOnce } from './observe-action.ts';
import { contextOf, type RunnableStep, startOf, type TakeActionDeps } from './runnable-step.ts';
import { takeStepLock } from './take-step-lock.ts';

export interface TakeActionInput {
  readonly incidentId: string;
  readonly stepIndex: number;
  readonly approvalId: string | null;
}

export interface ActionTaken {
  /** `needs-approval`: nothing was done, and nothing will be until a person decides about it as it is now. */
  readonly outcome: StepResult['outcome'] | 'refused' | 'needs-approval';
  readonly reason: string;
}

/**
 * Executes one step of the plan, once. Before any effect it reads approval and plan itself, asks every guardrail again, takes the
 * resource's lease, records the pre-state and locks the step; then it reads and asks once more, so that whoever stops it before that is
 * obeyed. Run again after a crash it never starts over: a recorded result is repeated, and a lock without one lets the action look first,
 * its writes being conditional on the pre-state.
 */
export async function takeAction(deps: TakeActionDeps, input: TakeActionInput): Promise<ActionTaken> {
  const { action, leases } = deps;
  const { record, stepRecord, step, found, authorisation } = await ask(deps, input);
  if (stepRecord?.result) return { outcome: stepRecord.result.outcome, reason: stepRecord.result.text };
  if (!authorisation.ok) return await stopped(deps, stepRecord, found, authorisation);
  if (step === undefined || stepRecord === null) return refused('The step is not recorded');
  if (step.action !== action.kind)
    return refused(`This function executes ${action.kind}, not ${step.action}`);

  const params = parseParams(action, step.params);
  // What the guardrails were asked about, so that they find there what is done here.
  const { resource } = step;
  const now = deps.clock.now();
  const lease = await leases.acquireLease(
    resource,
    input.incidentId,
    now,
    leaseSeconds(step),
    startOf(record.incident, step, now),
  );
  if (!lease.acquired) {
    const reason = `${lease.holder} is working on ${resource}`;
    return await stopped(deps, stepRecord, null, { ok: false, reason, mayAsk: false });
  }
  const runnable: RunnableStep = {
    record,
    step,
    stepRecord,
    params,
    context: {
      ...contextOf({ ...deps, aws: clientsForStep(deps, input.incidentId, step) }, stepRecord),
      ...mendedBy(record, step),
    },
  };
  const locked = await takeStepLock(deps, runnable, authorisation.authority, lease.fencingToken);
  const taken = locked.result ?? (await executeUnlessStopped(deps, input, runnable, locked));
  if (taken.outcome === 'stale' || taken.outcome === 'stopped') {
    await leases.releaseLease(resource, input.incidentId);
  }
  return { outcome: taken.outcome, reason: taken.text };
}

interface Asked {
  readonly record: IncidentOutline;
  readonly step: Step | undefined;
  readonly stepRecord: StepRecord | null;
  /** What the guardrails say now; null when there is nothing to ask them about. */
  readonly found: GuardCheck | null;
  readonly authorisation: Authorisation;
}

/** Everything that lets a step run or stops it, read at this moment. */
async function ask(
  deps: TakeActionDeps,
  { incidentId, stepIndex, approvalId }: TakeActionInput,
): Promise<Asked> {
  const record = await deps.incidents.readOutline(incidentId);
  if (record === null) throw new NotFoundError(`There is no incident ${incidentId}`);
  const stepRecord = record.steps.find(({ index }) => index === stepIndex) ?? null;
  const step = record.incident.assessment?.plan.steps[stepIndex];
  const approval = approvalId === null ? null : await deps.approvals.readApproval(approvalId);
  const found = step === undefined ? null : await judgeStep(deps, record, step, approval?.decidedAt ?? null);
  const authorisation = authoriseStep({
    record,
    stepIndex,
    stepRecord,
    approval,
    approvers: approversOf(deps.policy.people, record.incident, step ?? {}),
    people: deps.policy.people,
    verdict: found?.verdict ?? null,
  });
  return { record, step, stepRecord, found, authorisation };
}

/** The lock is there for everybody to see: a command that was recorded before is seen here, and a later one sees the lock. */
async function executeUnlessStopped(
  deps: TakeActionDeps,
  input: TakeActionInput,
  runnable: RunnableStep,
  locked: StepRecord,
): Promise<Pick<StepResult, 'outcome' | 'text'>> {
  const begunAt = runnable.stepRecord.lock?.at ?? null;
  const { record, stepRecord, found, authorisation } = await ask(deps, input);
  if (!authorisation.ok && begunAt !== null) {
    return { outcome: 'unknown', text: mayHaveBegun(authorisation.reason, begunAt) };
  }
  const current = stepRecord ?? locked;
  if (!authorisation.ok) {
    const at = deps.clock.now().toISOString();
    const text = `Nothing was done: ${authorisation.reason}`;
    const result = { at, outcome: 'stopped', text, postState: null } as const;
    await deps.incidents.saveStep({ ...rechecked(current, found), result, version: current.version + 1 });
    return result;
  }
  const executed = await executeStep(deps, { ...runnable, stepRecord: current }, begunAt);
  await lookAtOnce(deps, record, runnable.step, executed);
  return executed.result;
}

/** What restores asks whether the cause is gone: it is where a step took it back, and the incident recovered then. */
function mendedBy(record: IncidentOutline, { phase }: Step): Pick<ActionContext, 'mended'> {
  if (phase !== 'restore') return {};
  const cause = recoveryOf(record)?.step ?? null;
  const step = cause === null ? undefined : record.incident.assessment?.plan.steps[cause.index];
  // What only relieves leaves the cause where it is.
  if (cause === null || step?.changeId === undefined) return { mended: null };
  return { mended: { at: cause.at, because: step.summary } };
}

/** Long enough to verify the step and to undo it; closing the incident gives it back. */
function leaseSeconds({ expectation }: Step): number {
  return expectation.settleSeconds + expectation.withinSeconds + 600;
}

/** A run before this one may have died after its effect: then it is not known, and a person must look. */
async function stopped(
  { incidents }: TakeActionDeps,
  stepRecord: StepRecord | null,
  found: GuardCheck | null,
  { reason, mayAsk }: Extract<Authorisation, { ok: false }>,
): Promise<ActionTaken> {
  const lock = stepRecord?.lock ?? null;
  if (lock !== null) return { outcome: 'unknown', reason: mayHaveBegun(reason, lock.at) };
  // Whoever asks people anew records it with what they are asked.
  if (mayAsk) return { outcome: 'needs-approval', reason };
  const next =
    stepRecord === null || found?.verdict.decision !== 'deny' ? null : withRecheck(stepRecord, found);
  if (next !== null) await incidents.saveStep(next);
  return refused(reason);
}

function rechecked(stepRecord: StepRecord, found: GuardCheck | null): StepRecord {
  return (found === null ? null : withRecheck(stepRecord, found)) ?? stepRecord;
}

function mayHaveBegun(reason: string, at: string): string {
  return `${reason}; the step was begun at ${at} and may have taken effect`;
}

function refused(reason: string): ActionTaken {
  return { outcome: 'refused', reason };
}
