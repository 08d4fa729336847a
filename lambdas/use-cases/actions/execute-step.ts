import { FirebreakError } from '../../domain/errors.ts';
import type { Change } from '../../domain/records/evidence.ts';
import type { Debt, StepRecord } from '../../domain/records/step-record.ts';
import { forbiddenVersion } from '../../domain/response/debts/deploy-gate.ts';
import type { Execution } from '../../ports/plug-ins/action.ts';
import { loggedClientsForStep } from './clients-for-step.ts';
import type { RunnableStep, TakeActionDeps } from './runnable-step.ts';

export type StepResult = NonNullable<StepRecord['result']>;

const debtSeconds = 86_400;

/**
 * Executes a locked step, and records first what it leaves to be restored, then how it went. `begunAt`: when a run before
 * this one took the lock, or null.
 */
export async function executeStep(
  deps: TakeActionDeps,
  runnable: RunnableStep,
  begunAt: string | null,
): Promise<StepRecord & { readonly result: StepResult }> {
  const { record, step, stepRecord, context } = runnable;
  const log = loggedClientsForStep(deps, record.incident.id, step);
  const execution = await execute(deps, { ...runnable, context: { ...context, ...log.clients } }, begunAt);
  const at = deps.clock.now().toISOString();
  if (execution.outcome !== 'stale') {
    const reverted = await revertedChange(deps, runnable);
    await deps.incidents.putDebt(debtOf(deps, runnable, reverted, at));
  }
  const postState = execution.outcome === 'done' ? execution.postState : null;
  const { outcome, text } = execution;
  const result: StepResult = { at, outcome, text, postState, ...log.asRecorded() };
  const settlesLater = deps.action.observe !== undefined || deps.action.proceed !== undefined;
  const mustSettle = execution.outcome === 'done' && settlesLater;
  const settling = mustSettle ? { at, settled: false, text: 'Nobody has looked yet' } : null;
  const next = { ...stepRecord, result, settling, version: stepRecord.version + 1 };
  await deps.incidents.saveStep(next);
  return next;
}

/** What an action cannot say for sure is unknown, and unknown goes to a person. */
async function execute(
  { action }: TakeActionDeps,
  { stepRecord, params, context }: RunnableStep,
  begunAt: string | null,
): Promise<Execution> {
  const { lock } = stepRecord;
  if (lock === null) return { outcome: 'stale', text: 'The step is not locked' };
  if (begunAt !== null && action.repeat === 'once') {
    return {
      outcome: 'unknown',
      text: `It was begun at ${begunAt} and cannot be repeated: it may have taken effect`,
    };
  }
  try {
    return await action.execute(context, params, lock.preState);
  } catch (error) {
    if (!(error instanceof FirebreakError)) throw error;
    return { outcome: 'unknown', text: `${action.kind} failed: ${error.message}` };
  }
}

function debtOf(
  { action, policy }: TakeActionDeps,
  { record, step, params }: RunnableStep,
  reverted: Change | null,
  at: string,
): Debt {
  const forbids = reverted === null ? null : forbiddenVersion(reverted);
  const { incident } = record;
  const owner = policy.services.find(({ id }) => id === incident.service)?.owner ?? incident.commander;
  return {
    incidentId: incident.id,
    resource: step.resource,
    service: incident.service,
    action: action.kind,
    isReversible: step.risk === 'reversible',
    stepIndex: step.index,
    owner: owner ?? 'nobody',
    createdAt: at,
    dueAt: secondsAfter(at, debtSeconds),
    howToRestore: action.howToRestore(params, incident.service),
    backport: action.backport(params),
    expiresAt: step.expiresAfterSeconds === undefined ? null : secondsAfter(at, step.expiresAfterSeconds),
    ...(step.capacityPercent === undefined ? {} : { capacityPercent: step.capacityPercent }),
    ...(forbids === null ? {} : { forbids }),
    echoes: action.echoes ?? [],
    status: 'open',
    closedAt: null,
    closedBy: null,
  };
}

/** The change that the step took back, as triage found it; null when it took none back. */
async function revertedChange(
  { incidents }: TakeActionDeps,
  { record, step }: RunnableStep,
): Promise<Change | null> {
  if (step.changeId === undefined) return null;
  const evidence = await incidents.readEvidence(record.incident.id, 'changes');
  const changes = evidence !== null && 'changes' in evidence ? evidence.changes : [];
  return changes.find(({ id }) => id === step.changeId) ?? null;
}

function secondsAfter(at: string, seconds: number): string {
  return new Date(Date.parse(at) + seconds * 1000).toISOString();
}
