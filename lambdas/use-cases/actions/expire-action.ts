import { FirebreakError, NotFoundError } from '../../domain/errors.ts';
import { findService } from '../../domain/policy/find-service.ts';
import type { Step } from '../../domain/records/plan.ts';
import type { Debt, DebtExpiry, StepRecord } from '../../domain/records/step-record.ts';
import { withChange } from '../../domain/response/debts/change-debt.ts';
import { freezeWindow } from '../../domain/response/guardrails/freeze-window.ts';
import { guardedSeverities } from '../../domain/response/guardrails/guarded-severities.ts';
import { killSwitch } from '../../domain/response/guardrails/kill-switch.ts';
import { mode } from '../../domain/response/guardrails/mode.ts';
import { parseParams } from '../../domain/response/planning/parse-params.ts';
import type { IncidentOutline } from '../../ports/stores/incident-store.ts';
import { clientsForStep, loggedClientsForStep, whyNowhere } from './clients-for-step.ts';
import { contextOf, startOf, type TakeActionDeps } from './runnable-step.ts';
import { restorePreState } from './undo-action.ts';

export type ExpireActionDeps = Omit<TakeActionDeps, 'approvals'>;

export interface ExpireActionInput {
  readonly incidentId: string;
  readonly stepIndex: number;
}

export interface ActionExpired {
  /** `not-due`: there is nothing to take back now. */
  readonly outcome: DebtExpiry['outcome'] | 'not-due';
  readonly reason: string;
}

interface Due {
  readonly record: IncidentOutline;
  readonly step: Step;
  readonly stepRecord: StepRecord;
  readonly debt: Debt;
}

const leaseSeconds = 600;
const notDue: ActionExpired = { outcome: 'not-due', reason: 'Nothing is to be taken back now' };

/**
 * Takes an action back at its end, by its inverse, unless somebody renewed it or changed the resource since. It does nothing while anything
 * speaks against a change: the kill switch, a freeze, an open incident of the service. What it did or why not is recorded with the debt.
 */
export async function expireAction(deps: ExpireActionDeps, input: ExpireActionInput): Promise<ActionExpired> {
  const due = await findDue(deps, input);
  if (due === null) return notDue;
  const held = await whyHeld(deps, due);
  if (held !== null) return await recordExpiry(deps, due.debt, { outcome: 'held', text: held });
  const { record, step, stepRecord } = due;
  const now = deps.clock.now();
  const { resource } = step;
  const start = startOf(record.incident, step, now);
  const lease = await deps.leases.acquireLease(resource, input.incidentId, now, leaseSeconds, start);
  if (!lease.acquired) {
    const text = `${lease.holder} is working on ${resource}`;
    return await recordExpiry(deps, due.debt, { outcome: 'held', text });
  }
  try {
    // Whoever renewed it until now is obeyed; from this write on nobody can.
    const current = await findDue(deps, input);
    if (current === null) return notDue;
    const begun = withChange(current.debt, {
      expiry: { at: now.toISOString(), outcome: 'taking-back', text: 'It is being taken back' },
    });
    await deps.incidents.saveDebt(begun);
    const log = loggedClientsForStep(deps, input.incidentId, step);
    const params = parseParams(deps.action, step.params);
    const { outcome, text } = await restorePreState({ ...deps, ...log.clients }, stepRecord, params);
    return await recordExpiry(deps, begun, { outcome, text, ...log.asRecorded() });
  } finally {
    await deps.leases.releaseLease(resource, input.incidentId);
  }
}

/** Null when there is nothing to take back, or not yet. */
async function findDue(
  { incidents, clock, action }: ExpireActionDeps,
  { incidentId, stepIndex }: ExpireActionInput,
): Promise<Due | null> {
  const record = await incidents.readOutline(incidentId);
  if (record === null) throw new NotFoundError(`There is no incident ${incidentId}`);
  const step = record.incident.assessment?.plan.steps[stepIndex];
  const stepRecord = record.steps.find(({ index }) => index === stepIndex);
  const debt = record.debts.find((each) => each.stepIndex === stepIndex && each.status === 'open');
  if (step === undefined || stepRecord === undefined || debt === undefined) return null;
  if (step.action !== action.kind || debt.expiresAt === null) return null;
  const isDue = debt.expiresAt <= clock.now().toISOString();
  const isDone = ['undone', 'changed-since', 'unknown'].includes(debt.expiry?.outcome ?? '');
  return isDue && !isDone ? { record, step, stepRecord, debt } : null;
}

/** Taking back is a change too, and nobody asked for it at this moment: whatever speaks against changes stops it. */
async function whyHeld(
  { incidents, killSwitches, policy, clock }: ExpireActionDeps,
  { record: { incident }, step, stepRecord }: Due,
): Promise<string | null> {
  const nowhere = whyNowhere({ policy }, step);
  if (nowhere !== null) return nowhere;
  if (stepRecord.lock === null || stepRecord.result?.outcome !== 'done') {
    return 'It is not recorded that the step was executed';
  }
  if (incident.status !== 'closed') return 'Its incident is still open';
  const service = findService(policy, incident);
  const context = {
    policy: policy.guardrails,
    now: clock.now(),
    service,
    severities: guardedSeverities(incident),
    killSwitches: await killSwitches.readAll(),
    step,
  };
  const stopped = killSwitch.check(context);
  if (stopped.decision === 'deny') return stopped.reason;
  const observed = mode.check(context);
  if (observed.decision === 'deny') return observed.reason;
  const frozen = freezeWindow.check(context);
  if (frozen.decision !== 'not-applicable') return frozen.reason;
  const open = await incidents.listIncidents({ status: 'open', service: incident.service, limit: 1 });
  const [other] = open.incidents;
  return other === undefined ? null : `${incident.service} has an open incident, ${other.id}`;
}

async function recordExpiry(
  { incidents, clock }: ExpireActionDeps,
  debt: Debt,
  expiry: Omit<DebtExpiry, 'at'>,
): Promise<ActionExpired> {
  await incidents.saveDebt(withChange(debt, { expiry: { at: clock.now().toISOString(), ...expiry } }));
  return { outcome: expiry.outcome, reason: expiry.text };
}

/** Looks whether an action could still be undone, and records it with its debt. Changes nothing of the user's. */
export async function checkUndo(
  deps: ExpireActionDeps,
  { incidentId, stepIndex }: ExpireActionInput,
): Promise<{ readonly ready: boolean | null }> {
  const { action, incidents } = deps;
  const record = await incidents.readOutline(incidentId);
  const step = record?.incident.assessment?.plan.steps[stepIndex];
  const lock = record?.steps.find(({ index }) => index === stepIndex)?.lock ?? null;
  const debt = record?.debts.find((each) => each.stepIndex === stepIndex && each.status === 'open');
  if (step === undefined || lock === null || debt === undefined) return { ready: null };
  if (step.action !== action.kind || action.risk === 'irreversible') return { ready: null };
  if (step.risk === 'irreversible') return { ready: null };
  if (whyNowhere(deps, step) !== null) return { ready: null };
  const clients = { ...deps, aws: clientsForStep(deps, incidentId, step) };
  const context = contextOf(clients, { incidentId, index: stepIndex });
  const found = await readinessOf(action, context, parseParams(action, step.params), lock.preState);
  await incidents.saveDebt(withChange(debt, { undoReadiness: { at: context.now.toISOString(), ...found } }));
  return { ready: found.ready };
}

/** An action that has no more to say than its preflight can be undone, as far as is known. */
async function readinessOf(
  action: Extract<TakeActionDeps['action'], { risk: 'reversible' }>,
  context: Parameters<typeof action.preflight>[0],
  params: Parameters<typeof action.preflight>[1],
  preState: NonNullable<StepRecord['lock']>['preState'],
) {
  try {
    return (
      (await action.undoReadiness?.(context, params, preState)) ?? {
        ready: true,
        text: 'Nothing speaks against it',
      }
    );
  } catch (error) {
    if (!(error instanceof FirebreakError)) throw error;
    return { ready: false, text: `It could not be looked at: ${error.message}` };
  }
}
