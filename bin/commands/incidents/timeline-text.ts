import type { ApiResponse } from '../../../lambdas/http/contract/index.ts';
import { actorLabel } from '../../../lambdas/pages/html/labels.ts';
import { alignColumns, terminalColumns } from '../../cli/columns.ts';
import { paint, plain } from '../../cli/terminal.ts';

type ShownEntry = ApiResponse<'GET /v1/incidents/{id}/timeline'>['entries'][number];

/** One row for each entry; on a terminal the day stands once above its entries, elsewhere each row has its whole time. */
export function timelineText(
  entries: readonly ShownEntry[],
  columns: number | null = terminalColumns(),
): string {
  if (columns === null)
    return alignColumns(
      entries.map((entry) => rowOf(entry, entry.at)),
      null,
    );
  const days = [...Map.groupBy(entries, ({ at }) => at.slice(0, 10))];
  return days
    .map(([day, own]) => {
      const rows = own.map((entry) => rowOf(entry, entry.at.slice(11, 19)));
      return `${paint(plain(`${day} (UTC)`), 'bold')}\n${alignColumns(rows, columns)}`;
    })
    .join('\n');
}

function rowOf({ actor, text, data }: ShownEntry, time: string): readonly string[] {
  return [paint(plain(time), 'dim'), plain(actorLabel(actor, data)), plain(text)];
}
