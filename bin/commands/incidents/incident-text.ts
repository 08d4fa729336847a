import { titleBeside } from '../../../lambdas/domain/reporting/views/headline.ts';
import type { ApiResponse } from '../../../lambdas/http/contract/index.ts';
import { labelOf, stepLabels } from '../../../lambdas/pages/html/labels.ts';
import { alignColumns } from '../../cli/columns.ts';
import { paint, plain } from '../../cli/terminal.ts';
import { evidenceText } from './evidence-text.ts';
import { ageText, headlineText, severityText, statusText } from './incident-labels.ts';

type ShownIncident = ApiResponse<'GET /v1/incidents/{id}'>;
type Criterion = NonNullable<ShownIncident['recovery']>['criteria'][number];

export function incidentText(incident: ShownIncident, now: Date): string {
  const { waiting, plan, debts, links, assessment } = incident;
  const people = waiting === null || waiting.people.length === 0 ? '' : ` (${waiting.people.join(', ')})`;
  const rows: (readonly string[])[] = [
    ['status', statusText(incident)],
    ...(waiting === null ? [] : [['waits for', plain(`${waiting.text}${people}`)]]),
    ...(assessment?.diagnosis ? [['diagnosis', plain(assessment.diagnosis)]] : []),
    ...(waiting?.for === 'person' ? [...helpRows(incident.help), ...wayRows(incident)] : []),
    ['severity', `${severityText(incident.severity)} ${plain(incident.severityReason)}`],
    ...(assessment === null ? [] : [['rule', plain(assessment.severity.rule)]]),
    ['service', plain(`${incident.service}/${incident.environment}`)],
    ...(incident.reopens === null ? [] : [['came back', `after ${plain(incident.reopens)} was closed`]]),
    ['opened', `${incident.openedAt} (${ageText(incident, now)})`],
    ['commander', plain(incident.commander ?? 'nobody yet')],
    ...(plan?.steps ?? []).map((step) => [
      `step ${step.index + 1}`,
      `${plain(step.summary)}: ${plain(labelOf(stepLabels, step.state)).toLowerCase()}`,
    ]),
    ...(incident.recovery?.criteria ?? []).map((criterion) => ['recovery', criterionText(criterion)]),
    ...debts.map((debt) => ['debt', plain(`${debt.resource} (${debt.status}): ${debt.howToRestore}`)]),
    ...communicationRows(incident.communication),
    ['page', plain(links.page)],
    ...(links.execution === null ? [] : [['execution', plain(links.execution)]]),
  ];
  const labelled = rows.map(([label = '', text = '']) => [paint(label, 'dim'), text]);
  const found = evidenceText(incident.evidence, assessment, plan?.steps);
  const called = titleBeside(incident);
  const heading = [
    paint(headlineText(incident), 'bold'),
    ...(called === null ? [] : [plain(called)]),
    plain(incident.id),
  ].join('\n');
  return [heading, alignColumns(labelled), found].filter((text) => text !== '').join('\n\n');
}

function criterionText({ label, state, text, required }: Criterion): string {
  const words: Readonly<Record<string, string>> = { met: 'met', 'not-met': 'not met', unknown: 'not known' };
  const word = paint(words[state] ?? plain(state), state === 'met' ? 'green' : required ? 'red' : 'dim');
  return `${word} ${plain(`${label} (${text})`)}`;
}

/** What is known of when it was, and when the next update comes. */
function communicationRows(communication: ShownIncident['communication']): readonly (readonly string[])[] {
  if (communication === null) return [];
  const { times, updates } = communication;
  return [
    ...Object.entries(times.moments).flatMap(([name, moment]) =>
      moment.at === null ? [] : [[name, `${moment.at} ${paint(plain(moment.how ?? ''), 'dim')}`]],
    ),
    ...(updates.nextAt === null ? [] : [['update', `next by ${updates.nextAt}`]]),
    ...(updates.overdueSince === null
      ? []
      : [['update', paint(`overdue since ${updates.overdueSince}`, 'red')]]),
  ];
}

function helpRows({ advice, commands, note }: ShownIncident['help']): readonly (readonly string[])[] {
  return [
    ...advice.map((text) => ['to do', plain(text)]),
    ...(note === null ? [] : [['', plain(note)]]),
    ...commands.map((command) => ['by hand', plain(command)]),
  ];
}

function wayRows({ waysOn }: ShownIncident): readonly (readonly string[])[] {
  const { rejections, ways } = waysOn ?? { rejections: [], ways: [] };
  return [
    ...rejections.map(({ by, step, reason }) => [
      'rejected',
      plain(`${step}, by ${by}${reason === null ? '' : `: ${reason}`}`),
    ]),
    ...ways.flatMap(({ text, command, proposal }) => [
      ['to go on', plain(text)],
      ...(proposal === undefined ? [] : [['', plain(`“${proposal.reason}”`)]]),
      ['', plain(command)],
    ]),
  ];
}
