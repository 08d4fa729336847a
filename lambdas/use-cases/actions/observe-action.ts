import { FirebreakError, NotFoundError } from '../../domain/errors.ts';
import type { Step } from '../../domain/records/plan.ts';
import type { Settling, StepRecord } from '../../domain/records/step-record.ts';
import { parseParams } from '../../domain/response/planning/parse-params.ts';
import type { IncidentOutline } from '../../ports/stores/incident-store.ts';
import { clientsForStep } from './clients-for-step.ts';
import { type ProceedDeps, proceedWithWork } from './proceed-with-work.ts';
import { contextOf } from './runnable-step.ts';

export type ObserveActionDeps = ProceedDeps;

export interface ObserveActionInput {
  readonly incidentId: string;
  readonly stepIndex: number;
}

/**
 * One look at whether what a step did has taken effect; it changes nothing of the user's, but goes on with long work. Once it has, or once the step was
 * judged or undone, the recorded answer is repeated. Null when there is nothing to look at.
 */
export async function observeAction(
  deps: ObserveActionDeps,
  { incidentId, stepIndex }: ObserveActionInput,
): Promise<Settling | null> {
  const outline = await deps.incidents.readOutline(incidentId);
  const step = outline?.incident.assessment?.plan.steps[stepIndex];
  const stepRecord = outline?.steps.find(({ index }) => index === stepIndex);
  if (outline === null || step === undefined || stepRecord === undefined) {
    throw new NotFoundError(`The plan of ${incidentId} has no step ${stepIndex}`);
  }
  return await lookAtStep(deps, outline, step, stepRecord);
}

/** The same, of a step that was just read or written. */
async function lookAtStep(
  deps: ObserveActionDeps,
  outline: IncidentOutline,
  step: Step,
  stepRecord: StepRecord,
): Promise<Settling | null> {
  const { action, clock, incidents } = deps;
  const { settling, verification, undo } = stepRecord;
  if (settling === null || settling.settled || undo !== null || action.kind !== step.action) return settling;
  // What was judged is not looked at any more; work that goes on must end.
  if (verification !== null && action.proceed === undefined) return settling;
  const now = clock.now();
  const seen =
    action.proceed === undefined
      ? await look(deps, step, stepRecord)
      : await proceedWithWork(deps, { outline, step, stepRecord });
  if (seen === null) return settling;
  if (!seen.settled && seen.text === settling.text) return seen;
  const next = {
    ...stepRecord,
    settling: { at: now.toISOString(), ...seen },
    version: stepRecord.version + 1,
  };
  await incidents.saveStep(next);
  return seen;
}

async function look(deps: ObserveActionDeps, step: Step, stepRecord: StepRecord): Promise<Settling | null> {
  const { action } = deps;
  const { lock, result } = stepRecord;
  const params = parseParams(action, step.params);
  const aws = clientsForStep(deps, stepRecord.incidentId, step);
  const context = contextOf({ ...deps, aws }, stepRecord);
  return (await action.observe?.(context, params, lock?.preState ?? {}, result?.postState ?? {})) ?? null;
}

/** The first look, right after the step: what it does not see yet, the checks of the recovery will. */
export async function lookAtOnce(
  deps: ObserveActionDeps,
  outline: IncidentOutline,
  step: Step,
  stepRecord: StepRecord,
): Promise<void> {
  try {
    await lookAtStep(deps, outline, step, stepRecord);
  } catch (error) {
    if (!(error instanceof FirebreakError)) throw error;
  }
}
