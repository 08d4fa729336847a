import { durationLabel } from '../../../lambdas/domain/reporting/labels/duration-label.ts';
import type { ApiResponse } from '../../../lambdas/http/contract/index.ts';
import { alignColumns } from '../../cli/columns.ts';
import { paint, plain } from '../../cli/terminal.ts';

export type ShownFollowUp = ApiResponse<'GET /v1/followups'>['followUps'][number];

/** One row each, and under it what is to be done. */
export function followUpsText(followUps: readonly ShownFollowUp[], now: Date): string {
  const header = ['ID', 'SERVICE', 'OWNER', 'STATE', 'DUE', 'TICKET'].map((name) => paint(name, 'dim'));
  const table = alignColumns([
    header,
    ...followUps.map(({ id, service, owner, state, dueAt, ticket }) => [
      plain(id),
      plain(service),
      plain(owner ?? 'nobody'),
      state,
      dueText(dueAt, now),
      plain(ticket?.key ?? ''),
    ]),
  ]).split('\n');
  const rows = followUps.flatMap(({ text, type, filing }, index) => [
    table[index + 1] ?? '',
    `    ${type}: ${plain(text)}`,
    ...(filing?.reason == null ? [] : [`    no ticket yet: ${plain(filing.reason)}`]),
  ]);
  return [table[0], ...rows].join('\n');
}

/** Everything about one. */
export function followUpText(followUp: ShownFollowUp, now: Date): string {
  const { id, type, text, state, owner, dueAt, incidentId, createdBy, createdAt, entries, ticket } = followUp;
  const { filing, closedAt, closedBy, reason } = followUp;
  return alignColumns([
    ['follow-up', plain(id)],
    ['what', plain(text)],
    ['type', type],
    ['state', closedAt === null ? state : `${state} at ${closedAt} by ${plain(closedBy ?? '')}`],
    ...(reason === null ? [] : [['because', plain(reason)]]),
    ['owner', plain(owner ?? 'nobody is named')],
    ['due', `${dueAt.slice(0, 10)} (${dueText(dueAt, now)})`],
    ['incident', plain(incidentId)],
    ['created', `${createdAt} by ${plain(createdBy)}`],
    ...(entries.length === 0 ? [] : [['rests on', plain(entries.join(', '))]]),
    ...(ticket === null ? [] : [['ticket', `${plain(ticket.key)} (${ticket.state}) ${plain(ticket.url)}`]]),
    ...(filing === null
      ? []
      : [['no ticket yet', `${plain(filing.reason ?? 'it is being filed')}; again at ${filing.nextAt}`]]),
  ]);
}

function dueText(at: string, now: Date): string {
  const left = Date.parse(at) - now.getTime();
  return left >= 0 ? `in ${durationLabel(left)}` : paint(`${durationLabel(-left)} ago`, 'red');
}
