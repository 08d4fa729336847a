import type { StepAuthority, StepRecord } from '../../domain/records/step-record.ts';
import type { Action, ActionContext } from '../../ports/plug-ins/action.ts';
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
  const found = await lookFirst(action, context, params, authority);
  const at = clock.now().toISOString();
  const version = stepRecord.version + 1;
  const next: StepRecord =
    typeof found === 'string'
      ? { ...stepRecord, result: { at, outcome: 'stale', text: found, postState: null }, version }
      : { ...stepRecord, lock: { at, authority, fencingToken, ...found }, version };
  await incidents.saveStep(next);
  return next;
}

type Found = Pick<NonNullable<StepRecord['lock']>, 'preState' | 'undoReadiness'>;

/** What is there before, or why nothing may be done. A person may approve what could not be undone; policy may not. */
async function lookFirst(
  action: Action,
  context: ActionContext,
  params: RunnableStep['params'],
  authority: StepAuthority,
): Promise<Found | string> {
  const preflight = await action.preflight(context, params);
  if (!preflight.ok) return preflight.reason;
  const { preState } = preflight;
  const undoReadiness =
    action.risk === 'reversible' ? ((await action.undoReadiness?.(context, params, preState)) ?? null) : null;
  if (undoReadiness?.ready === false && authority.kind === 'policy') {
    return `It could not be undone, and nobody approved that: ${undoReadiness.text}`;
  }
  return { preState, undoReadiness };
}
