import type { Debt } from '../../records/step-record.ts';

type VersionedDebt = Debt & { readonly version: number };

/** A debt as it is after a change, or why it cannot be changed so, for people. */
export type DebtChange =
  | { readonly ok: true; readonly debt: VersionedDebt }
  | { readonly ok: false; readonly reason: string };

export const longestRenewalHours = 168;
export const usualRenewalHours = 24;

/** While a function takes it back, nobody changes it: the function dies or answers within this. */
const takingBackSeconds = 120;

/** One version on. */
export function withChange(debt: Debt, change: Partial<Debt>): VersionedDebt {
  return { ...debt, ...change, version: (debt.version ?? 0) + 1 };
}

/** Somebody restored it by hand, or takes it as it is for good. */
export function closedDebt(debt: Debt, status: 'restored' | 'accepted', by: string, now: Date): DebtChange {
  const refusal = whyNot(debt, now);
  if (refusal !== null) return { ok: false, reason: refusal };
  return { ok: true, debt: withChange(debt, { status, closedAt: now.toISOString(), closedBy: by }) };
}

/** It stays for so long from now: what would have been taken back is taken back then, and it is due then at the earliest. */
export function renewedDebt(debt: Debt, hours: number, now: Date): DebtChange {
  const refusal = whyNot(debt, now);
  if (refusal !== null) return { ok: false, reason: refusal };
  const until = new Date(now.getTime() + hours * 3_600_000).toISOString();
  const { expiry: _over, expiresAt, dueAt, ...rest } = debt;
  return {
    ok: true,
    debt: withChange(
      { ...rest, expiresAt, dueAt },
      { expiresAt: expiresAt === null ? null : until, dueAt: dueAt > until ? dueAt : until },
    ),
  };
}

function whyNot({ resource, status, closedAt, closedBy, expiry }: Debt, now: Date): string | null {
  if (status !== 'open') return `The debt on ${resource} was ${status} at ${closedAt} by ${closedBy}`;
  if (expiry?.outcome === 'undone') return `${resource} was taken back at ${expiry.at}`;
  const isBusy =
    expiry?.outcome === 'taking-back' && now.getTime() - Date.parse(expiry.at) < takingBackSeconds * 1000;
  return isBusy ? `${resource} is being taken back at this moment` : null;
}
