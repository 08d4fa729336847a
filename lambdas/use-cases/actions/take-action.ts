import { NotFoundError } from '../../domain/errors.ts';
import type { Step } from '../../domain/records/plan.ts';
import type { StepRecord } from '../../domain/records/step-record.ts';
import { authoriseStep } from '../../domain/response/approvals/step-authority.ts';
import { parseParams } from '../../domain/response/planning/parse-params.ts';
import { executeStep } from './execute-step.ts';
import { lookAtOnce } from './observe-action.ts';
import { type RunnableStep, startOf, type TakeActionDeps } from './runnable-step.ts';
import { takeStepLock } from './take-step-lock.ts';

export interface TakeActionInput {
  readonly incidentId: string;
  readonly stepIndex: number;
  readonly approvalId: string | null;
}

export interface ActionTaken {
  readonly outcome: 'done' | 'stale' | 'unknown' | 'refused';
  readonly reason: string;
}

/**
 * Executes one step of the plan, once. Before any effect it reads approval, plan and guard verdict itself, takes the
 * resource's lease, records the pre-state and locks the step. Run again after a crash it never starts over: a recorded
 * result is repeated, and a lock without one lets the action look first, its writes being conditional on the pre-state.
 */
export async function takeAction(deps: TakeActionDeps, input: TakeActionInput): Promise<ActionTaken> {
  const { action, incidents, leases } = deps;
  const record = await incidents.readOutline(input.incidentId);
  if (record === null) throw new NotFoundError(`There is no incident ${input.incidentId}`);
  const stepRecord = record.steps.find(({ index }) => index === input.stepIndex) ?? null;
  if (stepRecord?.result) return { outcome: stepRecord.result.outcome, reason: stepRecord.result.text };

  const authorisation = authoriseStep({
    incident: record.incident,
    stepIndex: input.stepIndex,
    stepRecord,
    approval: input.approvalId === null ? null : await deps.approvals.readApproval(input.approvalId),
    killSwitch: deps.policy.guardrails.killSwitch,
  });
  const step = record.incident.assessment?.plan.steps[input.stepIndex];
  if (!authorisation.ok) return stopped(authorisation.reason, stepRecord);
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
  if (!lease.acquired) return stopped(`${lease.holder} is working on ${resource}`, stepRecord);

  const runnable: RunnableStep = {
    record,
    step,
    stepRecord,
    params,
    context: { aws: deps.aws, now: deps.clock.now() },
  };
  const locked = await takeStepLock(deps, runnable, authorisation.authority, lease.fencingToken);
  const taken =
    locked.result === null
      ? (await executeAndLook(deps, { ...runnable, stepRecord: locked }, stepRecord.lock?.at ?? null)).result
      : locked.result;
  if (taken.outcome === 'stale') await leases.releaseLease(resource, input.incidentId);
  return { outcome: taken.outcome, reason: taken.text };
}

async function executeAndLook(deps: TakeActionDeps, runnable: RunnableStep, begunAt: string | null) {
  const executed = await executeStep(deps, runnable, begunAt);
  await lookAtOnce(deps, runnable.step, executed);
  return executed;
}

/** Long enough to verify the step and to undo it; closing the incident gives it back. */
function leaseSeconds({ expectation }: Step): number {
  return expectation.settleSeconds + expectation.withinSeconds + 600;
}

/** A run before this one may have died after its effect: then it is not known, and a person must look. */
function stopped(reason: string, stepRecord: StepRecord | null): ActionTaken {
  const lock = stepRecord?.lock ?? null;
  if (lock === null) return refused(reason);
  return {
    outcome: 'unknown',
    reason: `${reason}; the step was begun at ${lock.at} and may have taken effect`,
  };
}

function refused(reason: string): ActionTaken {
  return { outcome: 'refused', reason };
}
