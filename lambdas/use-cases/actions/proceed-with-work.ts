import { WriteConflictError } from '../../domain/errors.ts';
import { findService } from '../../domain/policy/find-service.ts';
import type { Step } from '../../domain/records/plan.ts';
import type { Settling, StepRecord } from '../../domain/records/step-record.ts';
import { whyStopped } from '../../domain/response/commands/why-stopped.ts';
import { killSwitch } from '../../domain/response/guardrails/kill-switch.ts';
import { parseParams } from '../../domain/response/planning/parse-params.ts';
import type { Proceeding } from '../../ports/plug-ins/action.ts';
import type { IncidentOutline } from '../../ports/stores/incident-store.ts';
import type { Work } from '../../ports/stores/work-store.ts';
import { clientsForStep } from './clients-for-step.ts';
import { closeDebt } from './close-debt.ts';
import { contextOf, type TakeActionDeps } from './runnable-step.ts';

export type ProceedDeps = Pick<
  TakeActionDeps,
  'action' | 'aws' | 'clock' | 'http' | 'incidents' | 'killSwitches' | 'policy' | 'works'
>;

interface Proceed {
  readonly outline: IncidentOutline;
  readonly step: Step;
  readonly stepRecord: StepRecord;
}

/** So long one call works; its function has a minute, and may have taken the step before. */
const callSeconds = 25;
/** A call that died is given up after so long. */
const busySeconds = 75;
/** Work ends by itself so long before nobody would look at it any more. */
const marginSeconds = 180;

/**
 * One call of a step's long work: goes on with it, or ends it where anything speaks against it. One call at a time: of two the second finds
 * it busy. One that must end it takes it over, and the other is refused the next time it keeps something. Null: another call is at it.
 */
export async function proceedWithWork(
  deps: ProceedDeps,
  { outline, step, stepRecord }: Proceed,
  mustStop: string | null = null,
): Promise<Settling | null> {
  const { action, clock, works } = deps;
  if (action.proceed === undefined) return null;
  const now = clock.now();
  const stop = mustStop ?? (await whyStop(deps, { outline, step, stepRecord }));
  const found = await works.readWork(step.resource);
  const isOwn = found?.incidentId === stepRecord.incidentId && found.stepIndex === step.index;
  if (found !== null && isOwn && stop === null && isBusy(found, now)) return null;
  let work: Work = {
    resource: step.resource,
    incidentId: stepRecord.incidentId,
    stepIndex: step.index,
    busyUntil: secondsAfter(now, busySeconds).toISOString(),
    progress: isOwn ? (found?.progress ?? null) : null,
    before: isOwn ? (found?.before ?? null) : (found?.progress ?? null),
    updatedAt: now.toISOString(),
    version: (found?.version ?? 0) + 1,
  };
  const save = async (change: Partial<Work>): Promise<void> => {
    work = { ...work, ...change, updatedAt: clock.now().toISOString(), version: work.version + 1 };
    await works.saveWork(work);
  };
  try {
    await works.saveWork(work);
    const proceeding = await action.proceed(
      {
        ...contextOf({ ...deps, aws: clientsForStep(deps, stepRecord.incidentId, step) }, stepRecord),
        clock: () => clock.now(),
        until: secondsAfter(now, callSeconds),
        kept: work.progress,
        keptBefore: work.before,
        keep: (progress) => save({ progress }),
        stop,
      },
      parseParams(action, step.params),
      stepRecord.lock?.preState ?? {},
    );
    await save({ busyUntil: null });
    if (proceeding.settled && proceeding.isComplete) {
      await closeDebt(deps, stepRecord.incidentId, step.index, 'firebreak:observe-action');
    }
    return settlingOf(proceeding);
  } catch (error) {
    if (error instanceof WriteConflictError) return null;
    throw error;
  }
}

/** What the guardrails deny at any moment ends what has begun, too. */
async function whyStop(
  { killSwitches, policy, clock }: ProceedDeps,
  { outline, step, stepRecord }: Proceed,
): Promise<string | null> {
  const { incident } = outline;
  const verdict = killSwitch.check({
    policy: policy.guardrails,
    service: findService(policy, incident),
    killSwitches: await killSwitches.readAll(),
  });
  if (verdict.decision === 'deny') return verdict.reason;
  const stopped = whyStopped(outline);
  if (stopped !== null) return stopped;
  const { result, verification } = stepRecord;
  if (verification !== null) return verification.verdict.reason;
  const begun = new Date(result?.at ?? clock.now());
  const endsAt = secondsAfter(begun, step.expectation.withinSeconds - marginSeconds);
  return clock.now() < endsAt ? null : 'its time is up';
}

function isBusy({ busyUntil }: Work, now: Date): boolean {
  return busyUntil !== null && busyUntil > now.toISOString();
}

function settlingOf({ settled, text }: Proceeding): Settling {
  return { settled, text };
}

function secondsAfter(at: Date, seconds: number): Date {
  return new Date(at.getTime() + seconds * 1000);
}
