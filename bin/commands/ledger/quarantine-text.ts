import type { LedgerLine } from '../../../lambdas/ports/delivery-ledger.ts';
import type { ParseOutcome } from '../../../lambdas/ports/plug-ins/alert-source.ts';
import { plain } from '../../cli/terminal.ts';

export function quarantinedRows(lines: readonly LedgerLine[]): readonly (readonly string[])[] {
  const rows = lines.map(({ delivery, reason, unread }) => [
    plain(delivery.id),
    plain(delivery.source),
    plain(delivery.receivedAt),
    plain(unread?.join('; ') ?? reason ?? ''),
  ]);
  return [['DELIVERY', 'SOURCE', 'RECEIVED', 'REASON'], ...rows];
}

/** What a policy would make of each. */
export function readingRows(
  readings: readonly { readonly line: LedgerLine; readonly parsed: ParseOutcome }[],
): readonly (readonly string[])[] {
  const rows = readings.map(({ line: { delivery }, parsed }) => [
    plain(delivery.id),
    plain(delivery.source),
    parsed.outcome,
    plain(
      parsed.outcome === 'alerts'
        ? [
            ...parsed.alerts.map(({ status, title }) => `${status} ${title}`),
            ...(parsed.unread ?? []).map(({ position, reason }) => `item ${position} unread: ${reason}`),
          ].join('; ')
        : parsed.reason,
    ),
  ]);
  return [['DELIVERY', 'SOURCE', 'WOULD BE', 'AS'], ...rows];
}

/** What became of what was sent again. */
export function replayedRows(
  sent: readonly LedgerLine[],
  replayed: readonly LedgerLine[],
): readonly (readonly string[])[] {
  const now = new Map(replayed.map((line) => [line.delivery.id, line]));
  const rows = sent.map(({ delivery }) => {
    const line = now.get(delivery.id);
    return [
      plain(delivery.id),
      plain(delivery.source),
      line?.disposition ?? 'not yet known',
      plain([...(line?.incidentIds ?? []), line?.reason ?? ''].filter((text) => text !== '').join(' ')),
    ];
  });
  return [['DELIVERY', 'SOURCE', 'NOW', ''], ...rows];
}
