import { durationLabel } from '../../../lambdas/domain/reporting/labels/duration-label.ts';
import type { ApiResponse } from '../../../lambdas/http/contract/index.ts';
import { alignColumns } from '../../cli/columns.ts';
import { paint, plain } from '../../cli/terminal.ts';

type ShownSimilar = ApiResponse<'GET /v1/incidents/{id}/similar'>['similar'];

export function similarText(similar: ShownSimilar): string {
  return alignColumns(
    similar.flatMap(({ incidentId, title, openedAt, shared, ended, tookSeconds }) => [
      [paint(plain(openedAt.slice(0, 10)), 'dim'), plain(incidentId), paint(plain(title), 'bold')],
      ['', 'ended', plain(`${ended} (${durationLabel(tookSeconds * 1000)})`)],
      ['', 'alike', plain(shared.join(', '))],
    ]),
  );
}
