import { severities } from '../../../lambdas/domain/records/severity.ts';
import type { ApiResponse } from '../../../lambdas/http/contract/index.ts';
import { listText, stopsText } from '../incidents/list-text.ts';

type ListResponse = ApiResponse<'GET /v1/incidents'>;

/** Lines that are left to the cursor and to what is said of those that do not fit. */
const spare = 2;

/** The open incidents as they fit a screen of so many rows: what is stopped, then the worst first, and how many are left out. */
export function openScreen(
  { incidents, killSwitches }: ListResponse,
  now: Date,
  { rows, columns }: { readonly rows: number; readonly columns: number | null },
): string {
  const stops = killSwitches.length === 0 ? [] : [...stopsText(killSwitches).split('\n'), ''];
  if (incidents.length === 0) return [...stops, 'No incident is open.'].join('\n');
  const worstFirst = incidents.toSorted((a, b) => rankOf(a.severity) - rankOf(b.severity));
  const textOf = (count: number) => listText(worstFirst.slice(0, count), now, columns);
  const room = rows - spare - stops.length;
  let shown = worstFirst.length;
  while (shown > 1 && textOf(shown).split('\n').length > room) shown -= 1;
  const more = worstFirst.length - shown;
  return [...stops, textOf(shown), ...(more === 0 ? [] : [`and ${more} more`])].join('\n');
}

function rankOf(severity: string): number {
  const rank = severities.findIndex((each) => each === severity);
  return rank < 0 ? severities.length : rank;
}

/** Draws over what is there, so that nothing flickers. */
export function drawnOver(text: string): string {
  return `\u001B[H${text.replaceAll('\n', '\u001B[K\n')}\u001B[K\n\u001B[J`;
}
