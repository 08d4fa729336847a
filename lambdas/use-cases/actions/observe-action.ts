import { FirebreakError, NotFoundError } from '../../domain/errors.ts';
import type { Step } from '../../domain/records/plan.ts';
import type { Settling, StepRecord } from '../../domain/records/step-record.ts';
import { parseParams } from '../../domain/response/planning/parse-params.ts';
import { clientsForStep } from './clients-for-step.ts';
import { contextOf, type TakeActionDeps } from './runnable-step.ts';

export type ObserveActionDeps = Pick<
  TakeActionDeps,
  'action' | 'aws' | 'clock' | 'http' | 'incidents' | 'policy'
>;

export interface ObserveActionInput {
  readonly incidentId: string;
  readonly stepIndex: number;
}

/**
 * One look at whether what a step did has taken effect; it changes nothing of the user's. Once it has, or once the step was
 * judged or undone, the recorded answer is repeated. Null when there is nothing to look at.
 */
export async function observeAction(
  deps: ObserveActionDeps,
  { incidentId, stepIndex }: ObserveActionInput,
): Promise<Settling | null> {
  const outline = await deps.incidents.readOutline(incidentId);
  const step = outline?.incident.assessment?.plan.steps[stepIndex];
  const stepRecord = outline?.steps.find(({ index }) => index === stepIndex);
  if (step === undefined || stepRecord === undefined) {
    throw new NotFoundError(`The plan of ${incidentId} has no step ${stepIndex}`);
  }
  return await lookAtStep(deps, step, stepRecord);
}

/** The same, of a step that was just read or written. */
async function lookAtStep(
  deps: ObserveActionDeps,
  step: Step,
  stepRecord: StepRecord,
): Promise<Settling | null> {
  const { action, incidents } = deps;
  const { lock, result, settling, verification, undo } = stepRecord;
  if (settling === null || settling.settled || verification !== null || undo !== null) return settling;
  if (action.observe === undefined || action.kind !== step.action) return settling;
  const params = parseParams(action, step.params);
  const aws = clientsForStep(deps, stepRecord.incidentId, step);
  const context = contextOf({ ...deps, aws }, stepRecord);
  const seen = await action.observe(context, params, lock?.preState ?? {}, result?.postState ?? {});
  if (!seen.settled && seen.text === settling.text) return seen;
  const next = {
    ...stepRecord,
    settling: { at: context.now.toISOString(), ...seen },
    version: stepRecord.version + 1,
  };
  await incidents.saveStep(next);
  return seen;
}

/** The first look, right after the step: what it does not see yet, the checks of the recovery will. */
export async function lookAtOnce(deps: ObserveActionDeps, step: Step, stepRecord: StepRecord): Promise<void> {
  try {
    await lookAtStep(deps, step, stepRecord);
  } catch (error) {
    if (!(error instanceof FirebreakError)) throw error;
  }
}
