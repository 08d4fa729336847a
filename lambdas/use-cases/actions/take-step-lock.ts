import type { StepAuthority, StepRecord } from '../../domain/records/step-record.ts';
import type { RunnableStep, TakeActionDeps } from './runnable-step.ts';

/**
 * Locks the step with what was found before, or records that the plan no longer fits the world. Two runs at one
 * instant: the second write is refused, so one of them takes the lock and the other starts again and finds it.
 */
export async function takeStepLock(
  { action, incidents, clock }: TakeActionDeps,
  { stepRecord, params, context }: RunnableStep,
  authority: StepAuthority,
  fencingToken: number,
): Promise<StepRecord> {
  if (stepRecord.lock !== null) return stepRecord;
  const preflight = await action.preflight(context, params);
  const at = clock.now().toISOString();
  const next: StepRecord = preflight.ok
    ? {
        ...stepRecord,
        lock: { at, authority, fencingToken, preState: preflight.preState },
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
