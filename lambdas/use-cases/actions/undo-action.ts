import { FirebreakError, NotFoundError } from '../../domain/errors.ts';
import { findService } from '../../domain/policy/find-service.ts';
import type { StepRecord } from '../../domain/records/step-record.ts';
import { whyStopped } from '../../domain/response/commands/why-stopped.ts';
import { killSwitch } from '../../domain/response/guardrails/kill-switch.ts';
import { parseParams } from '../../domain/response/planning/parse-params.ts';
import type { Undoing } from '../../ports/plug-ins/action.ts';
import type { IncidentOutline } from '../../ports/stores/incident-store.ts';
import { loggedClientsForStep, whyNowhere } from './clients-for-step.ts';
import { closeDebt } from './close-debt.ts';
import { proceedWithWork } from './proceed-with-work.ts';
import { contextOf, startOf, type TakeActionDeps } from './runnable-step.ts';

export type UndoActionDeps = Omit<TakeActionDeps, 'approvals'>;

export interface UndoActionInput {
  readonly incidentId: string;
  readonly stepIndex: number;
}

export interface ActionUndone {
  readonly outcome: 'undone' | 'changed-since' | 'unknown' | 'irreversible';
  readonly reason: string;
}

const leaseSeconds = 600;

/**
 * Restores what a step found before, unless somebody changed it since, and closes its debt. Run again after a crash it
 * repeats the recorded outcome, or lets the action look: its writes are conditional on what the step left behind.
 */
export async function undoAction(deps: UndoActionDeps, input: UndoActionInput): Promise<ActionUndone> {
  const record = await deps.incidents.readOutline(input.incidentId);
  if (record === null) throw new NotFoundError(`There is no incident ${input.incidentId}`);
  const stepRecord = record.steps.find(({ index }) => index === input.stepIndex);
  const step = record.incident.assessment?.plan.steps[input.stepIndex];
  if (stepRecord === undefined || step === undefined) {
    throw new NotFoundError(`The plan of ${input.incidentId} has no step ${input.stepIndex}`);
  }
  if (stepRecord.undo !== null) return { outcome: stepRecord.undo.outcome, reason: stepRecord.undo.text };
  // Whatever speaks against an undo, what is still being done ends here.
  const isAtWork =
    stepRecord.settling?.settled === false &&
    step.action === deps.action.kind &&
    whyNowhere(deps, step) === null;
  const ended = isAtWork
    ? await proceedWithWork(deps, { outline: record, step, stepRecord }, 'it is to be undone')
    : null;
  const refusal = whyNowhere(deps, step) ?? (await whyNotUndo(deps, record, stepRecord, step.action));
  if (refusal !== null) return { outcome: 'unknown', reason: refusal };
  if (step.risk === 'irreversible')
    return await recordUndo(deps, stepRecord, {
      outcome: 'irreversible',
      text: ended === null ? step.undo : `${step.undo}. ${ended.text}`,
    });

  const params = parseParams(deps.action, step.params);
  const { resource } = step;
  const now = deps.clock.now();
  const lease = await deps.leases.acquireLease(
    resource,
    input.incidentId,
    now,
    leaseSeconds,
    startOf(record.incident, step, now),
  );
  if (!lease.acquired) {
    const text = `${lease.holder} is working on ${resource} now`;
    return await recordUndo(deps, stepRecord, { outcome: 'changed-since', text });
  }
  const stop = await whyStoppedNow(deps, input.incidentId);
  if (stop !== null) return { outcome: 'unknown', reason: stop };
  const log = loggedClientsForStep(deps, input.incidentId, step);
  const undoing = await restorePreState({ ...deps, ...log.clients }, stepRecord, params);
  if (undoing.outcome === 'undone')
    await closeDebt(deps, input.incidentId, input.stepIndex, 'firebreak:undo-action');
  const undone = await recordUndo(deps, stepRecord, { ...undoing, ...log.asRecorded() });
  if (undoing.outcome === 'undone') await deps.leases.releaseLease(resource, input.incidentId);
  return undone;
}

async function whyNotUndo(
  deps: UndoActionDeps,
  record: IncidentOutline,
  stepRecord: StepRecord,
  kind: string,
): Promise<string | null> {
  if (kind !== deps.action.kind) return `This function undoes ${deps.action.kind}, not ${kind}`;
  if (stepRecord.lock === null || stepRecord.result?.outcome !== 'done') {
    return 'It is not recorded that the step was executed';
  }
  return await whyStoppedBy(deps, record);
}

/** Once more right before the effect: whoever stops it while the lease is taken is obeyed. */
async function whyStoppedNow(deps: UndoActionDeps, incidentId: string): Promise<string | null> {
  const record = await deps.incidents.readOutline(incidentId);
  return record === null ? 'The incident is gone' : await whyStoppedBy(deps, record);
}

/** Undoing changes the user's system too: what stops actions stops it. */
async function whyStoppedBy(
  { killSwitches, policy }: UndoActionDeps,
  record: IncidentOutline,
): Promise<string | null> {
  const service = findService(policy, record.incident);
  const verdict = killSwitch.check({
    policy: policy.guardrails,
    service,
    killSwitches: await killSwitches.readAll(),
  });
  return verdict.decision === 'deny' ? verdict.reason : whyStopped(record);
}

/** By the action's inverse, from what is recorded; whatever goes wrong is unknown. */
export async function restorePreState(
  deps: Pick<UndoActionDeps, 'action' | 'aws' | 'clock' | 'http'>,
  stepRecord: StepRecord,
  params: Readonly<Record<string, unknown>>,
): Promise<Undoing> {
  const { action } = deps;
  const { lock, result } = stepRecord;
  if (action.risk === 'irreversible') return { outcome: 'unknown', text: action.irreversibleBecause };
  try {
    return await action.undo(
      contextOf(deps, stepRecord),
      params,
      lock?.preState ?? {},
      result?.postState ?? {},
    );
  } catch (error) {
    if (!(error instanceof FirebreakError)) throw error;
    return { outcome: 'unknown', text: `Undoing ${action.kind} failed: ${error.message}` };
  }
}

async function recordUndo(
  { incidents, clock }: UndoActionDeps,
  stepRecord: StepRecord,
  undone: Omit<NonNullable<StepRecord['undo']>, 'at'>,
): Promise<ActionUndone> {
  await incidents.saveStep({
    ...stepRecord,
    undo: { at: clock.now().toISOString(), ...undone },
    version: stepRecord.version + 1,
  });
  return { outcome: undone.outcome, reason: undone.text };
}
