import type { Debt } from '../../records/step-record.ts';

/** What people are told of a debt. */
export const debtNews = ['ends-soon', 'taken-back', 'not-taken-back', 'due', 'cannot-undo'] as const;
export type DebtNews = (typeof debtNews)[number];

/** What is to be done about an open debt now; `key` tells one telling from the others. */
export type DebtDuty =
  | { readonly kind: 'tell'; readonly news: DebtNews; readonly key: string }
  | { readonly kind: 'take-back' }
  | { readonly kind: 'check-undo' }
  | { readonly kind: 'close' };

const minute = 60_000;
const day = 24 * 60 * minute;

/** Before its end, so that somebody can renew it; of a short one a quarter of its time. */
const longestNotice = 30 * minute;
/** Its function is asked again when it has not answered by then, and so often at most. */
const answerWithin = 10 * minute;
export const mostTries = 3;
/** Days after it is due on which its owner is reminded. */
const reminderDays: readonly number[] = [0, 1, 3, 7, 14, 28];
/** Right after the action its preflight has looked. */
const readinessEvery = day;

/** Nothing that was told is told again. */
export function debtDuties(debt: Debt, now: Date): readonly DebtDuty[] {
  const { expiresAt, expiry, told = [] } = debt;
  if (debt.status !== 'open') return [];
  const end = expiresAt === null ? null : Date.parse(expiresAt);
  const tell = (news: DebtNews, key: string): readonly DebtDuty[] =>
    told.includes(key) ? [] : [{ kind: 'tell', news, key }];
  if (expiry?.outcome === 'undone')
    return [...tell('taken-back', `taken-back:${expiry.at}`), { kind: 'close' }];
  const isOver = end !== null && now.getTime() >= end;
  return [
    ...(end !== null && !isOver && now.getTime() >= end - noticeOf(debt, end)
      ? tell('ends-soon', `ends-soon:${expiresAt}`)
      : []),
    ...(isOver ? atEnd(debt, now, tell) : []),
    ...remindersDue(debt, now).flatMap((days) => tell('due', `due:${debt.dueAt}:${days}`)),
    ...(debt.undoReadiness?.ready === false ? tell('cannot-undo', 'cannot-undo') : []),
    ...(isOver || debt.isReversible !== true || !isReadinessOld(debt, now)
      ? []
      : [{ kind: 'check-undo' } as const]),
  ];
}

function atEnd(
  { expiry, expiresAt }: Debt,
  now: Date,
  tell: (news: DebtNews, key: string) => readonly DebtDuty[],
): readonly DebtDuty[] {
  if (expiry === undefined) return [{ kind: 'take-back' }];
  const since = now.getTime() - Date.parse(expiry.at);
  switch (expiry.outcome) {
    case 'asked':
    case 'taking-back':
      return since < answerWithin ? [] : [{ kind: 'take-back' }];
    case 'held':
      return [
        ...tell('not-taken-back', `not-taken-back:${expiresAt}`),
        ...(since < answerWithin ? [] : [{ kind: 'take-back' } as const]),
      ];
    case 'changed-since':
    case 'unknown':
      return tell('not-taken-back', `not-taken-back:${expiresAt}:${expiry.outcome}`);
    case 'undone':
      return [];
    default:
      return expiry.outcome satisfies never;
  }
}

function noticeOf({ createdAt }: Debt, end: number): number {
  return Math.min(longestNotice, (end - Date.parse(createdAt)) / 4);
}

/** Only the last of those that are due: who was away for a week is told once. */
function remindersDue({ dueAt }: Debt, now: Date): readonly number[] {
  const late = now.getTime() - Date.parse(dueAt);
  return reminderDays.filter((days) => late >= days * day).slice(-1);
}

function isReadinessOld({ createdAt, undoReadiness }: Debt, now: Date): boolean {
  return now.getTime() - Date.parse(undoReadiness?.at ?? createdAt) >= readinessEvery;
}
