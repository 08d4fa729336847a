import { changeLabels } from '../../lambdas/domain/reporting/labels/change-labels.ts';
import { occurrenceLabel } from '../../lambdas/domain/reporting/labels/log-labels.ts';
import { missingLabels } from '../../lambdas/domain/reporting/labels/missing-labels.ts';
import { qualityLabel } from '../../lambdas/domain/reporting/labels/quality-labels.ts';
import { sparkline } from '../../lambdas/domain/reporting/labels/sparkline.ts';
import {
  affectedLabel,
  failedLabel,
  inOrder,
} from '../../lambdas/domain/triage/blast-radius/affected-labels.ts';
import { metricLabel, metricValue } from '../../lambdas/domain/triage/series/metric-labels.ts';
import type { ApiResponse } from '../../lambdas/http/contract/index.ts';
import { evidenceLabels } from '../../lambdas/pages/html/labels.ts';
import { alignColumns, paint, plain } from './terminal.ts';

type Shown = ApiResponse<'GET /v1/incidents/{id}'>;
export type ShownEvidence = Shown['evidence'][number];
type ShownAssessment = NonNullable<Shown['assessment']>;
type Of<Kind extends string> = Extract<ShownEvidence, { kind: Kind; missing: unknown }>;
type Row = readonly string[];

/** What triage found, block by block: metrics, who is affected, suspects, errors, and what is not known. */
export function evidenceText(evidence: readonly ShownEvidence[], assessment: ShownAssessment | null): string {
  const of = <Kind extends Of<string>['kind']>(kind: Kind) =>
    evidence.find((each): each is Of<Kind> => each.kind === kind && 'missing' in each);
  const metrics = of('metrics');
  const blast = of('blast-radius');
  const logs = of('logs');
  const missing = [...evidence, ...(assessment?.unavailable ?? [])].flatMap((each) =>
    'reason' in each ? [each] : [],
  );
  const isUnknown = evidence.some((each) => !('reason' in each || 'missing' in each));
  const blocks = [
    block('What is measured', metrics?.readings.map(metricRow) ?? []),
    block('Who is affected', inOrder(blast?.dimensions ?? []).flatMap(affectedRows)),
    block('Suspects', suspectRows(assessment, of('changes')?.changes ?? [])),
    block('Top errors', logs === undefined ? [] : errorRows(logs)),
    block('Not known', [
      ...evidence.flatMap((each) =>
        'missing' in each
          ? missingLabels(each.missing).map((label) => [labelOf(each.kind), plain(label)])
          : [],
      ),
      ...missing.map(({ kind, reason }) => [labelOf(kind), plain(reason)]),
      ...(isUnknown ? [['More', 'The answer holds evidence that this version cannot show: see --json']] : []),
    ]),
  ];
  return blocks.filter((text) => text !== '').join('\n\n');
}

function labelOf(kind: string): string {
  return evidenceLabels[kind] ?? plain(kind);
}

function block(heading: string, rows: readonly Row[]): string {
  return rows.length === 0
    ? ''
    : `${paint(heading, 'bold')}\n${alignColumns(rows.map((row) => ['', ...row]))}`;
}

function metricRow({
  name,
  unit,
  points,
  current,
  baseline,
  onsetAt,
  qualityFlags,
}: Of<'metrics'>['readings'][number]): Row {
  const parts = [
    ...(onsetAt === null ? [] : [`since ${onsetAt.slice(11, 19)} UTC`]),
    ...(qualityFlags.length === 0 ? [] : [qualityLabel(qualityFlags)]),
  ];
  return [
    metricLabel(name),
    current === null ? 'no reading' : metricValue(current, unit),
    baseline === null ? 'no baseline' : `usually ${metricValue(baseline.median, unit)}`,
    sparkline(
      points.map(({ value }) => value),
      30,
    ),
    plain(parts.join(', ')),
  ];
}

function affectedRows(dimension: Of<'blast-radius'>['dimensions'][number]): readonly Row[] {
  const { most, link } = dimension;
  return [
    [affectedLabel(dimension), ...linkCell(link)],
    ...most.slice(0, 3).map((value) => [`  ${plain(value.value)}`, failedLabel(value)]),
  ];
}

/** A query in an address fills a screen and is read by nobody: the incident's page and `--json` have it. */
const longestLink = 120;

function linkCell(link: string | null): readonly string[] {
  return link === null || link.length > longestLink ? [] : [plain(link)];
}

function suspectRows(assessment: ShownAssessment | null, changes: Of<'changes'>['changes']): readonly Row[] {
  const suspects = assessment?.suspects ?? [];
  const explanation = assessment?.explanation?.text;
  const rows = [
    ...suspects.filter(({ ruledOut }) => !ruledOut),
    ...suspects.filter(({ ruledOut }) => ruledOut),
  ]
    .slice(0, 8)
    .flatMap(({ changeId, summary, at, score, reasons, ruledOut }) => {
      const change = changes.find(({ id }) => id === changeId);
      const known = change === undefined ? [] : changeLabels(change);
      return [
        [ruledOut ? 'ruled out' : score.toFixed(2), plain(`${summary}, ${at}`)],
        ...[known.join(', '), reasons.join('; '), change?.link ?? '']
          .filter((text) => text !== '')
          .map((text) => ['', paint(plain(text), 'dim')]),
      ];
    });
  return [...(explanation === undefined ? [] : [['instead', plain(explanation)]]), ...rows];
}

function errorRows(logs: Of<'logs'>): readonly Row[] {
  const rows = logs.patterns.map((pattern) => [
    occurrenceLabel(pattern, logs),
    pattern.isNew ? paint('new', 'red') : '',
    plain(pattern.pattern),
  ]);
  return [...rows.slice(0, 10), ...linkCell(logs.link).map((link) => ['see', '', link])];
}
