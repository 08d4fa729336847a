import { durationLabel } from '../../../lambdas/domain/reporting/labels/duration-label.ts';
import { durationNames } from '../../../lambdas/domain/reporting/times/moment-names.ts';
import type { ApiResponse } from '../../../lambdas/http/contract/index.ts';
import { alignColumns } from '../../cli/columns.ts';
import { paint, plain } from '../../cli/terminal.ts';

type Shown = ApiResponse<'GET /v1/report'>;
type Group = Shown['groups'][number];
/** What a spreadsheet is made of. */
type Rows = { readonly groups: readonly Group[] };

export function reportText({ since, until, countedSince, total, groups, falseFires }: Shown): string {
  const { bySeverity, actions, updates } = total;
  const ended = actions.helped + actions.noHelp + actions.takenBack;
  const rows: (readonly string[])[] = [
    [
      'incidents',
      `${total.incidents} (${Object.entries(bySeverity)
        .map(([name, count]) => `${count} ${name}`)
        .join(', ')}), ${total.open} open`,
    ],
    ...durationNames.map((name) => {
      const { count, p50, p90, longest } = total.seconds[name];
      return [
        `to ${name}`,
        count === 0
          ? 'not known yet'
          : `half within ${label(p50)}, 9 of 10 within ${label(p90)}, longest ${label(longest)} (known of ${count})`,
      ];
    }),
    [
      'actions',
      `${actions.helped} of ${ended} helped, ${actions.takenBack} taken back, ${actions.open} not known`,
    ],
    ['false fires', String(total.falseFires)],
    ['relapses', `${total.relapses} came back within a day`],
    ['folded', `${total.folded} deliveries`],
    ['updates', `${updates.onTime} of ${updates.due} on time`],
    ['debts', `${total.openDebts} open`],
    ['follow-ups', `${total.openFollowUps} left to do`],
  ];
  const table = groups.map((group) => [
    group.week,
    plain(group.service),
    String(group.incidents),
    label(group.seconds.detect.p50),
    label(group.seconds.mitigate.p50),
    label(group.seconds.resolve.p50),
    String(group.actions.helped),
    String(group.falseFires),
  ]);
  const header = ['WEEK', 'SERVICE', 'INCIDENTS', 'DETECTED', 'MITIGATED', 'RESOLVED', 'HELPED', 'FALSE'];
  return [
    `Incidents opened from ${since} until ${until}`,
    ...(countedSince === null
      ? []
      : [
          paint(
            `Too many for one report: those opened before ${countedSince} are left out. Choose a shorter span.`,
            'red',
          ),
        ]),
    alignColumns(rows.map(([name = '', text = '']) => [paint(name, 'dim'), text])),
    ...(groups.length === 0
      ? []
      : [
          `${alignColumns([header.map((name) => paint(name, 'dim')), ...table])}\n${paint('times: half of the incidents within', 'dim')}`,
        ]),
    ...(falseFires.length === 0
      ? []
      : [
          alignColumns(
            falseFires.map(({ id, service, reason }) => ['false fire', id, plain(service), plain(reason)]),
          ),
        ]),
  ].join('\n\n');
}

const columns: readonly (readonly [string, (group: Group) => string | number | null])[] = [
  ['week', ({ week }) => week],
  ['service', ({ service }) => service],
  ['incidents', ({ incidents }) => incidents],
  ['sev1', ({ bySeverity }) => bySeverity.SEV1],
  ['sev2', ({ bySeverity }) => bySeverity.SEV2],
  ['sev3', ({ bySeverity }) => bySeverity.SEV3],
  ['open', ({ open }) => open],
  ...durationNames.flatMap((name) =>
    (['count', 'p50', 'p90', 'longest'] as const).map(
      (quantile) => [`${name}_${quantile}`, ({ seconds }: Group) => seconds[name][quantile]] as const,
    ),
  ),
  ['actions_helped', ({ actions }) => actions.helped],
  ['actions_no_help', ({ actions }) => actions.noHelp],
  ['actions_taken_back', ({ actions }) => actions.takenBack],
  ['actions_open', ({ actions }) => actions.open],
  ['false_fires', ({ falseFires }) => falseFires],
  ['folded', ({ folded }) => folded],
  ['updates_due', ({ updates }) => updates.due],
  ['updates_on_time', ({ updates }) => updates.onTime],
  ['open_debts', ({ openDebts }) => openDebts],
  ['open_follow_ups', ({ openFollowUps }) => openFollowUps],
  ['relapses', ({ relapses }) => relapses],
];

/** RFC 4180; times in seconds, what is not known is empty. */
export function reportCsv({ groups }: Rows): string {
  const rows = groups.map((group) => columns.map(([, of]) => cell(of(group))).join(','));
  return [columns.map(([name]) => name).join(','), ...rows].join('\r\n');
}

/** A spreadsheet runs what begins like a formula: service names may come from alerts. */
function cell(value: string | number | null): string {
  if (typeof value !== 'string') return value === null ? '' : String(value);
  const harmless = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}

function label(seconds: number | null): string {
  return seconds === null ? '–' : durationLabel(seconds * 1000);
}
