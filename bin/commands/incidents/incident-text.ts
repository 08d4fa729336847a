import { durationLabel } from '../../../lambdas/domain/reporting/labels/duration-label.ts';
import { stopSentence } from '../../../lambdas/domain/reporting/views/stop-view.ts';
import type { ApiResponse } from '../../../lambdas/http/contract/index.ts';
import { actorLabel, outcomeLabels, statusLabels, stepLabels } from '../../../lambdas/pages/html/labels.ts';
import { alignColumns, type Paint, paint, plain } from '../../cli/terminal.ts';
import { evidenceText } from './evidence-text.ts';

type ListedIncident = ApiResponse<'GET /v1/incidents'>['incidents'][number];
type ShownStop = ApiResponse<'GET /v1/incidents'>['killSwitches'][number];
type ShownIncident = ApiResponse<'GET /v1/incidents/{id}'>;
type ShownSimilar = ApiResponse<'GET /v1/incidents/{id}/similar'>['similar'];
type ShownEntry = ApiResponse<'GET /v1/incidents/{id}/timeline'>['entries'][number];

const severityPaint: Readonly<Record<string, Paint>> = { SEV1: 'red', SEV2: 'yellow' };

export function listText(incidents: readonly ListedIncident[], now: Date): string {
  const rows = incidents.map((incident) => [
    severityText(incident.severity),
    statusText(incident),
    plain(`${incident.service}/${incident.environment}`),
    ageText(incident, now),
    incident.id,
    plain(incident.title),
  ]);
  const header = ['SEV', 'STATUS', 'SERVICE', 'AGE', 'ID', 'TITLE'].map((name) => paint(name, 'dim'));
  return alignColumns([header, ...rows]);
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

export function incidentText(incident: ShownIncident, now: Date): string {
  const { waiting, plan, debts, links, assessment } = incident;
  const people = waiting === null || waiting.people.length === 0 ? '' : ` (${waiting.people.join(', ')})`;
  const rows: (readonly string[])[] = [
    ['status', statusText(incident)],
    ...(waiting === null ? [] : [['waits for', plain(`${waiting.text}${people}`)]]),
    ...(assessment?.diagnosis ? [['diagnosis', plain(assessment.diagnosis)]] : []),
    ...(waiting?.for === 'person' ? helpRows(incident.help) : []),
    ['severity', `${severityText(incident.severity)} ${plain(incident.severityReason)}`],
    ...(assessment === null ? [] : [['rule', plain(assessment.severity.rule)]]),
    ['service', plain(`${incident.service}/${incident.environment}`)],
    ['opened', `${incident.openedAt} (${ageText(incident, now)})`],
    ['commander', plain(incident.commander ?? 'nobody yet')],
    ...(plan?.steps ?? []).map((step) => [
      `step ${step.index + 1}`,
      `${plain(step.summary)}: ${labelOf(stepLabels, step.state).toLowerCase()}`,
    ]),
    ...debts.map((debt) => ['debt', plain(`${debt.resource} (${debt.status}): ${debt.howToRestore}`)]),
    ['page', plain(links.page)],
    ...(links.execution === null ? [] : [['execution', plain(links.execution)]]),
  ];
  const labelled = rows.map(([label = '', text = '']) => [paint(label, 'dim'), text]);
  const found = evidenceText(incident.evidence, assessment, plan?.steps);
  return [`${paint(plain(incident.title), 'bold')}\n${plain(incident.id)}`, alignColumns(labelled), found]
    .filter((text) => text !== '')
    .join('\n\n');
}

function helpRows({ advice, commands, note }: ShownIncident['help']): readonly (readonly string[])[] {
  return [
    ...advice.map((text) => ['to do', plain(text)]),
    ...(note === null ? [] : [['', plain(note)]]),
    ...commands.map((command) => ['by hand', plain(command)]),
  ];
}

export function timelineText(entries: readonly ShownEntry[]): string {
  return alignColumns(
    entries.map(({ at, actor, text, data }) => [
      paint(plain(at), 'dim'),
      plain(actorLabel(actor, data)),
      plain(text),
    ]),
  );
}

export function similarText(similar: ShownSimilar): string {
  return alignColumns(
    similar.flatMap(({ incidentId, title, openedAt, shared, ended, tookSeconds }) => [
      [paint(plain(openedAt.slice(0, 10)), 'dim'), plain(incidentId), paint(plain(title), 'bold')],
      ['', 'ended', plain(`${ended} (${durationLabel(tookSeconds * 1000)})`)],
      ['', 'alike', plain(shared.join(', '))],
    ]),
  );
}

function severityText(severity: string): string {
  const colour = severityPaint[severity];
  return colour === undefined ? plain(severity) : paint(plain(severity), colour);
}

function statusText({ status, outcome }: Pick<ListedIncident, 'status' | 'outcome'>): string {
  return outcome === null ? labelOf(statusLabels, status) : labelOf(outcomeLabels, outcome);
}

/** The status of a newer version is shown as it came. */
function labelOf(labels: Readonly<Record<string, string>>, name: string): string {
  return labels[name] ?? plain(name);
}

function ageText({ openedAt, closedAt }: Pick<ListedIncident, 'openedAt' | 'closedAt'>, now: Date): string {
  const until = closedAt === null ? now.getTime() : Date.parse(closedAt);
  return durationLabel(until - Date.parse(openedAt));
}
