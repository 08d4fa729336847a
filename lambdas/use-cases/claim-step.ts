import type { StepAuthority, StepRecord } from '../domain/step-record.ts';
import type { RunnableStep, TakeActionDeps } from './runnable-step.ts';

/**
 * Claims the step with what was found before, or records that the plan no longer fits the world. Two runs at one
 * instant: the second write is refused, so one of them claims and the other starts again and finds the claim.
 */
export async function claimStep(
  { action, incidents, clock }: TakeActionDeps,
  { stepRecord, params, context }: RunnableStep,
  authority: StepAuthority,
  fencingToken: number,
): Promise<StepRecord> {
  if (stepRecord.claim !== null) return stepRecord;
  const preflight = await action.preflight(context, params);
  const at = clock.now().toISOString();
  const next: StepRecord = preflight.ok
    ? {
        ...stepRecord,
        claim: { at, authority, fencingToken, preState: preflight.preState },
        version: stepRecord.version + 1,
      }
    : {
        ...stepRecord,
        result: { at, outcome: 'stale', text: preflight.reason, postState: null },
        version: stepRecord.version + 1,
      };
  await incidents.saveStep(next);
  return next;
}
