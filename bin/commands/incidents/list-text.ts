import { titleBeside } from '../../../lambdas/domain/reporting/views/headline.ts';
import { stopSentence } from '../../../lambdas/domain/reporting/views/stop-view.ts';
import type { ApiResponse } from '../../../lambdas/http/contract/index.ts';
import { alignColumns, terminalColumns, wrapText } from '../../cli/columns.ts';
import { paint, plain } from '../../cli/terminal.ts';
import { ageText, headlineText, severityText, statusText } from './incident-labels.ts';

type ListedIncident = ApiResponse<'GET /v1/incidents'>['incidents'][number];
type ShownStop = ApiResponse<'GET /v1/incidents'>['killSwitches'][number];

/** Below this, a row of a table holds too little of a title. */
const tableColumns = 110;

/** A table; on a narrow terminal a few lines for each incident. */
export function listText(
  incidents: readonly ListedIncident[],
  now: Date,
  columns: number | null = terminalColumns(),
): string {
  return columns === null || columns >= tableColumns
    ? tableText(incidents, now, columns)
    : incidents.map((incident) => blockText(incident, now, columns)).join('\n\n');
}

function tableText(incidents: readonly ListedIncident[], now: Date, columns: number | null): string {
  const rows = incidents.map((incident) => [
    severityText(incident.severity),
    statusText(incident),
    plain(`${incident.service}/${incident.environment}`),
    ageText(incident, now),
    incident.id,
    headlineText(incident),
  ]);
  const header = ['SEV', 'STATUS', 'SERVICE', 'AGE', 'ID', 'WHAT IS WRONG'].map((name) => paint(name, 'dim'));
  return alignColumns([header, ...rows], columns);
}

function blockText(incident: ListedIncident, now: Date, columns: number): string {
  const { id, service, environment } = incident;
  const called = titleBeside(incident);
  const head = `${severityText(incident.severity)} ${plain(`${service}/${environment}`)}, ${ageText(incident, now)}`;
  const indent = '  ';
  const body = [
    headlineText(incident),
    ...(called === null ? [] : [paint(plain(called), 'dim')]),
    statusText(incident),
  ].flatMap((text) => wrapText(text, columns - indent.length));
  return [head, ...body.map((line) => indent + line), indent + paint(id, 'dim')].join('\n');
}

/** What the kill switch stops now, for the top of a list. */
export function stopsText(stops: readonly ShownStop[]): string {
  return stops
    .map((stop) =>
      paint(
        plain(`${stopSentence(stop)}${stop.at === null ? '' : ` since ${stop.at}`}: ${stop.reason}`),
        'red',
      ),
    )
    .join('\n');
}
