import type { MetricReading } from '../../../lambdas/domain/records/evidence.ts';
import {
  type EvidenceDescription,
  inOrderOf,
  type StepAtPlace,
} from '../../../lambdas/domain/reporting/evidence/evidence-description.ts';
import type {
  EvidenceItem,
  EvidenceSection,
} from '../../../lambdas/domain/reporting/evidence/evidence-section.ts';
import { changeLabels } from '../../../lambdas/domain/reporting/labels/change-labels.ts';
import { qualityLabel } from '../../../lambdas/domain/reporting/labels/quality-labels.ts';
import { sparkline } from '../../../lambdas/domain/reporting/labels/sparkline.ts';
import { metricLabel, metricValue } from '../../../lambdas/domain/triage/series/metric-labels.ts';
import { evidenceKinds } from '../../../lambdas/evidence/index.ts';
import type { ApiResponse } from '../../../lambdas/http/contract/index.ts';
import { alignColumns } from '../../cli/columns.ts';
import { paint, plain } from '../../cli/terminal.ts';

type Shown = ApiResponse<'GET /v1/incidents/{id}'>;
export type ShownEvidence = Shown['evidence'][number];
type ShownAssessment = NonNullable<Shown['assessment']>;
type Row = readonly string[];

const kinds: readonly EvidenceDescription[] = evidenceKinds;
const itemsShown = 10;
const rowsShown = 3;
const suspectsShown = 8;

/** What triage found, block by block: suspects, each kind of evidence, and what is not known. */
export function evidenceText(
  evidence: readonly ShownEvidence[],
  assessment: ShownAssessment | null,
  steps: readonly StepAtPlace[] = [],
): string {
  const known = inOrderOf(kinds, evidence);
  const unavailable = [...evidence, ...(assessment?.unavailable ?? [])].flatMap((each) =>
    'reason' in each ? [each] : [],
  );
  const isUnknown = evidence.some(
    (each) => !('reason' in each || known.some(({ kind }) => kind.kind === each.kind)),
  );
  const sections = known.flatMap(({ kind, evidence: each }) => kind.section?.(each, steps) ?? []);
  const blocks = [
    block('Suspects', suspectRows(assessment, evidence)),
    ...sections.map((section) => block(section.heading, sectionRows(section))),
    block('Not known', [
      ...known.flatMap(({ kind, evidence: each }) =>
        kind.missing(each).map((part) => [kind.title, plain(part)]),
      ),
      ...unavailable.map(({ kind, reason }) => [
        kinds.find((each) => each.kind === kind)?.title ?? plain(kind),
        plain(reason),
      ]),
      ...(isUnknown ? [['More', 'The answer holds evidence that this version cannot show: see --json']] : []),
    ]),
  ];
  return blocks.filter((text) => text !== '').join('\n\n');
}

function block(heading: string, rows: readonly Row[]): string {
  return rows.length === 0
    ? ''
    : `${paint(heading, 'bold')}\n${alignColumns(rows.map((row) => ['', ...row]))}`;
}

function sectionRows({ items, source, caveat }: EvidenceSection): readonly Row[] {
  const rows = items.slice(0, itemsShown).flatMap(itemRows);
  return [
    ...rows,
    ...(caveat === null ? [] : [[plain(caveat)]]),
    ...linkCell(source?.link ?? null).map((link) => ['see', '', link]),
  ];
}

function itemRows(item: EvidenceItem): readonly Row[] {
  switch (item.form) {
    case 'series':
      return [seriesRow(item.reading)];
    case 'share':
      return [
        [plain(item.text), ...linkCell(item.source.link)],
        ...item.rows.slice(0, rowsShown).map(({ name, text }) => [`  ${plain(name)}`, plain(text)]),
        ...(item.details ?? []).map(({ name, text }) => [`  ${plain(name)}`, plain(text)]),
      ];
    case 'pattern':
      return [[item.count, item.isNew ? paint('new', 'red') : '', plain(item.text)]];
    default:
      return item satisfies never;
  }
}

function seriesRow({ name, unit, points, current, baseline, onsetAt, qualityFlags }: MetricReading): Row {
  const parts = [
    ...(onsetAt === null ? [] : [`since ${onsetAt.slice(11, 19)} UTC`]),
    ...(qualityFlags.length === 0 ? [] : [qualityLabel(qualityFlags)]),
  ];
  const values = points.map(({ value }) => value);
  return [
    metricLabel(name),
    current === null ? 'no reading' : metricValue(current, unit),
    baseline === null ? 'no baseline' : `usually ${metricValue(baseline.median, unit)}`,
    sparkline(values, 30),
    plain(parts.join(', ')),
  ];
}

/** A query in an address fills a screen and is read by nobody: the incident's page and `--json` have it. */
const longestLink = 120;

function linkCell(link: string | null): readonly string[] {
  return link === null || link.length > longestLink ? [] : [plain(link)];
}

function suspectRows(assessment: ShownAssessment | null, evidence: readonly ShownEvidence[]): readonly Row[] {
  const changes = evidence.flatMap((each) => ('changes' in each ? each.changes : []));
  const suspects = assessment?.suspects ?? [];
  const explanation = assessment?.explanation?.text;
  const rows = suspects
    .toSorted((a, b) => Number(a.ruledOut) - Number(b.ruledOut))
    .slice(0, suspectsShown)
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
