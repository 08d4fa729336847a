import { CommandRefusedError, InvalidInputError } from '../../domain/errors.ts';
import { type DebtCommand, isDebtCommand } from '../../domain/records/command.ts';
import type { Debt } from '../../domain/records/step-record.ts';
import type { GivenCommand } from '../../domain/response/commands/command-entry.ts';
import {
  closedDebt,
  type DebtChange,
  longestRenewalHours,
  renewedDebt,
  usualRenewalHours,
} from '../../domain/response/debts/change-debt.ts';
import type { Clock } from '../../ports/clock.ts';
import type { IncidentStore } from '../../ports/stores/incident-store.ts';
import { repeatOnConflict } from '../records/repeat-on-conflict.ts';

export interface ChangeDebtDeps {
  readonly incidents: IncidentStore;
  readonly clock: Clock;
}

/** Throws InvalidInputError for a command that does not say which debt, for how long, or why. */
export function checkDebtShape({ command, debt, hours, comment }: GivenCommand): void {
  if (isDebtCommand(command) !== (debt !== undefined)) {
    throw new InvalidInputError(
      'settle-debt, accept-debt and renew-debt need debt, and no other command takes it',
    );
  }
  if (command !== 'renew-debt' && hours !== undefined) {
    throw new InvalidInputError('only renew-debt takes hours');
  }
  if (hours !== undefined && (!Number.isInteger(hours) || hours < 1 || hours > longestRenewalHours)) {
    throw new InvalidInputError(
      `hours must be a whole number from 1 to ${longestRenewalHours}, not ${hours}`,
    );
  }
  if (command === 'accept-debt' && comment === null) {
    throw new InvalidInputError('accept-debt needs a comment: why it may stay as it is goes on the timeline');
  }
}

const attempts = 5;

/** Obeys a command about a debt; for every other does nothing. Throws CommandRefusedError when the debt is not open, or not there. */
export async function changeDebt(
  deps: ChangeDebtDeps,
  given: GivenCommand & { readonly incidentId: string },
): Promise<void> {
  const { command, debt: resource, incidentId } = given;
  if (!isDebtCommand(command)) return;
  await repeatOnConflict(async () => {
    const debts = await deps.incidents.listDebts(incidentId);
    const debt = debts.find((each) => each.resource === resource);
    if (debt === undefined) throw new CommandRefusedError(unknownDebt(resource ?? '', incidentId, debts));
    const changed = changeOf(command, debt, given, deps.clock.now());
    if (!changed.ok) throw new CommandRefusedError(changed.reason);
    await deps.incidents.saveDebt(changed.debt);
  }, attempts);
}

function changeOf(
  command: DebtCommand,
  debt: Debt,
  { by, hours = usualRenewalHours }: GivenCommand,
  now: Date,
): DebtChange {
  switch (command) {
    case 'settle-debt':
      return closedDebt(debt, 'restored', `person:${by}`, now);
    case 'accept-debt':
      return closedDebt(debt, 'accepted', `person:${by}`, now);
    case 'renew-debt':
      return renewedDebt(debt, hours, now);
  }
}

function unknownDebt(resource: string, incidentId: string, debts: readonly Debt[]): string {
  const known = debts.filter(({ status }) => status === 'open').map((each) => each.resource);
  return `${incidentId} has no debt on ${resource}; open are: ${known.join(', ') || 'none'}`;
}
