import { FirebreakError } from '../../domain/errors.ts';
import type { Debt, StepRecord } from '../../domain/records/step-record.ts';
import type { Execution } from '../../ports/action.ts';
import type { RunnableStep, TakeActionDeps } from './runnable-step.ts';

type StepResult = NonNullable<StepRecord['result']>;

const debtHours = 24;

/** Executes a locked step, and records first what it leaves to be restored, then how it went. */
export async function executeStep(deps: TakeActionDeps, runnable: RunnableStep): Promise<StepResult> {
  const { stepRecord } = runnable;
  const execution = await execute(deps, runnable);
  const at = deps.clock.now().toISOString();
  if (execution.outcome !== 'stale') await deps.incidents.putDebt(debtOf(deps, runnable, at));
  const postState = execution.outcome === 'done' ? execution.postState : null;
  const result: StepResult = { at, outcome: execution.outcome, text: execution.text, postState };
  await deps.incidents.saveStep({ ...stepRecord, result, version: stepRecord.version + 1 });
  return result;
}

/** What an action cannot say for sure is unknown, and unknown goes to a person. */
async function execute(
  { action }: TakeActionDeps,
  { stepRecord, params, context }: RunnableStep,
): Promise<Execution> {
  const { lock } = stepRecord;
  if (lock === null) return { outcome: 'stale', text: 'The step is not locked' };
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
  at: string,
): Debt {
  const { incident } = record;
  const owner = policy.services.find(({ id }) => id === incident.service)?.owner ?? incident.commander;
  return {
    incidentId: incident.id,
    resource: step.resource,
    stepIndex: step.index,
    owner: owner ?? 'nobody',
    createdAt: at,
    dueAt: new Date(Date.parse(at) + debtHours * 3_600_000).toISOString(),
    howToRestore: action.howToRestore(params),
    status: 'open',
    closedAt: null,
    closedBy: null,
  };
}
