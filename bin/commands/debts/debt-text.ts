import { durationLabel } from '../../../lambdas/domain/reporting/labels/duration-label.ts';
import type { ApiResponse } from '../../../lambdas/http/contract/index.ts';
import { alignColumns } from '../../cli/columns.ts';
import { paint, plain } from '../../cli/terminal.ts';

type ShownDebt = ApiResponse<'GET /v1/debts'>['debts'][number];

/** One row each, and under it how to restore it and what stands in the way. */
export function debtsText(debts: readonly ShownDebt[], now: Date): string {
  const header = ['RESOURCE', 'SERVICE', 'OWNER', 'DUE', 'ENDS', 'INCIDENT'].map((name) =>
    paint(name, 'dim'),
  );
  const table = alignColumns([
    header,
    ...debts.map((debt) => [
      plain(debt.resource),
      plain(debt.service ?? ''),
      plain(debt.owner),
      dueText(debt.dueAt, now),
      debt.expiresAt === null ? '' : dueText(debt.expiresAt, now),
      debt.incidentId,
    ]),
  ]).split('\n');
  const rows = debts.flatMap((debt, index) => [
    table[index + 1] ?? '',
    ...detailsOf(debt).map((detail) => `    ${detail}`),
  ]);
  return [table[0], ...rows].join('\n');
}

function detailsOf({ howToRestore, backport, forbids, expiry, undoReadiness }: ShownDebt): readonly string[] {
  return [
    `to restore: ${plain(howToRestore)}`,
    ...(backport === '' ? [] : [`in code: ${plain(backport)}`]),
    ...(forbids === undefined ? [] : [`not to be deployed: ${plain(forbids.version)}`]),
    ...(expiry === undefined || expiry.outcome === 'undone' ? [] : [`at its end: ${plain(expiry.text)}`]),
    ...(undoReadiness?.ready === false
      ? [paint(`can no longer be undone: ${plain(undoReadiness.text)}`, 'red')]
      : []),
  ];
}

function dueText(at: string, now: Date): string {
  const left = Date.parse(at) - now.getTime();
  return left >= 0 ? `in ${durationLabel(left)}` : paint(`${durationLabel(-left)} ago`, 'red');
}
