import type { CompiledPolicy } from '../../domain/policy/policy.ts';
import type { Debt } from '../../domain/records/step-record.ts';
import { debtNotification } from '../../domain/reporting/notifications/debt-notification.ts';
import { withChange } from '../../domain/response/debts/change-debt.ts';
import { type DebtDuty, debtDuties, mostTries } from '../../domain/response/debts/debt-duties.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Notifier } from '../../ports/notifier.ts';
import type { Schedules } from '../../ports/schedules.ts';
import type { IncidentStore } from '../../ports/stores/incident-store.ts';

export interface TendDebtsDeps {
  readonly incidents: IncidentStore;
  readonly notifier: Notifier;
  readonly schedules: Schedules;
  readonly clock: Clock;
  readonly policy: CompiledPolicy;
}

/** A function that was asked has so long; each minute it is asked again. */
const askMinutes = 3;

/**
 * Sees to one open debt: tells its owner what concerns them, lets its action be taken back at its end by the function of that action, which
 * alone may, and closes what was taken back.
 */
export async function tendDebt(deps: TendDebtsDeps, found: Debt): Promise<void> {
  let debt = found;
  for (const duty of debtDuties(found, deps.clock.now())) debt = await attend(deps, debt, duty);
}

async function attend(deps: TendDebtsDeps, debt: Debt, duty: DebtDuty): Promise<Debt> {
  switch (duty.kind) {
    case 'tell':
      await tell(deps, debt, duty);
      return await save(deps, debt, { told: [...(debt.told ?? []), duty.key] });
    case 'take-back':
      return await askToTakeBack(deps, debt);
    case 'check-undo':
      await call(deps, debt, 'check-undo');
      return debt;
    case 'close':
      return await save(deps, debt, {
        status: 'restored',
        closedAt: debt.expiry?.at ?? deps.clock.now().toISOString(),
        closedBy: 'firebreak:expire-action',
      });
    default:
      return duty satisfies never;
  }
}

/** An owner who left is no reason to tell nobody: then the commander of the incident is told, or an approver. */
async function tell(
  { incidents, notifier, policy }: TendDebtsDeps,
  debt: Debt,
  { news, key }: Extract<DebtDuty, { kind: 'tell' }>,
): Promise<void> {
  const incident = await incidents.readIncident(debt.incidentId);
  if (incident === null) return;
  const known = policy.people.people.map(({ id }) => id);
  const candidates = incident.sensitive
    ? policy.people.stakeholders.security
    : [debt.owner, incident.commander, ...policy.people.stakeholders.ops];
  const owner = candidates.find((id) => id !== null && known.includes(id));
  if (owner === undefined || owner === null) return;
  const notification = debtNotification(incident, debt, news, key, owner);
  await notifier.notify(notification, { incident, actor: 'firebreak:sweep' });
}

/** What never answers is left to people: its function may be gone, or its role may have lost a permission. */
async function askToTakeBack(deps: TendDebtsDeps, debt: Debt): Promise<Debt> {
  const at = deps.clock.now().toISOString();
  const before = debt.expiry?.outcome === 'asked' ? (debt.expiry.tries ?? 1) : 0;
  if (before >= mostTries || debt.action === undefined) {
    const text =
      debt.action === undefined
        ? 'An earlier version of Firebreak recorded it, without what is needed to take it back'
        : `The function of ${debt.action} did not answer`;
    return await save(deps, debt, { expiry: { at, outcome: 'unknown', text } });
  }
  const text = 'Its function was asked to take it back';
  const asked = await save(deps, debt, { expiry: { at, outcome: 'asked', text, tries: before + 1 } });
  await call(deps, asked, 'expire');
  return asked;
}

async function call(
  { schedules, clock }: TendDebtsDeps,
  { incidentId, stepIndex, action }: Debt,
  operation: 'expire' | 'check-undo',
): Promise<void> {
  if (action === undefined) return;
  await schedules.everyMinute(
    `${operation}-${incidentId}-${stepIndex}`,
    { function: `action-${action}`, payload: { operation, incidentId, stepIndex } },
    new Date(clock.now().getTime() + askMinutes * 60_000),
  );
}

async function save({ incidents }: TendDebtsDeps, debt: Debt, change: Partial<Debt>): Promise<Debt> {
  const next = withChange(debt, change);
  await incidents.saveDebt(next);
  return next;
}
