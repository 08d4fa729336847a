import { personOf } from '../../../lambdas/domain/records/timeline.ts';
import { publicPageLabel } from '../../../lambdas/domain/reporting/labels/public-page-label.ts';
import type { ApiResponse } from '../../../lambdas/http/contract/index.ts';
import { alignColumns } from '../../cli/columns.ts';
import { paint, plain } from '../../cli/terminal.ts';

export type ShownStatus = ApiResponse<'GET /v1/incidents/{id}/status'>;

/** What the public could read now, and how it is released. */
export function draftText({ draft, why, mayRelease }: ShownStatus, id: string): string {
  if (draft === null) {
    const own = `firebreak status release ${plain(id)} --is resolved --text "…"`;
    return [`No draft: ${plain(why ?? '')}.`, ...(mayRelease ? [`In your own words: ${own}`] : [])].join(
      '\n',
    );
  }
  return [
    `${paint(plain(draft.title), 'bold')} (${draft.state}, ${draft.impact})`,
    plain(draft.text),
    '',
    `Nobody has been told. To release it: firebreak status release ${plain(id)} --draft ${plain(draft.id)}`,
  ].join('\n');
}

/** What the public has been told, and which page has it. */
export function statusText({ releases, pages, isStale }: ShownStatus): string {
  if (releases.length === 0) return 'Nothing has been released.';
  const said = releases.map(({ number, state, text, at, by }) => [
    `${number}`,
    at,
    state,
    plain(personOf(by)),
    plain(text),
  ]);
  const places = pages.map((page) => [
    plain(page.page),
    publicPageLabel(page),
    plain((page.isThere ? page.url : page.reason) ?? ''),
  ]);
  return [
    ...(isStale
      ? [paint('The incident is closed, and the public status is not resolved yet.', 'yellow'), '']
      : []),
    alignColumns([['', 'AT', 'STATE', 'BY', 'TEXT'].map((name) => paint(name, 'dim')), ...said]),
    '',
    alignColumns([['PAGE', '', ''].map((name) => paint(name, 'dim')), ...places]),
  ].join('\n');
}
