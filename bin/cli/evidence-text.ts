import { affectedWords, failedWords, inOrder } from '../../lambdas/domain/evidence/affected-words.ts';
import { changeWords } from '../../lambdas/domain/evidence/change-words.ts';
import { occurrenceWords } from '../../lambdas/domain/evidence/log-words.ts';
import { metricLabel, metricValue } from '../../lambdas/domain/evidence/metric-words.ts';
import { missingWords } from '../../lambdas/domain/evidence/missing-words.ts';
import { remarkWords } from '../../lambdas/domain/evidence/remark-words.ts';
import { sparkline } from '../../lambdas/domain/mail/sparkline.ts';
import { evidenceWords } from '../../lambdas/pages/words.ts';
import type { ShownAssessment, ShownEvidence } from './evidence-answer.ts';
import { alignColumns, paint, plain } from './terminal.ts';

type Of<Kind extends string> = Extract<ShownEvidence, { kind: Kind; status: 'available' }>;
type Row = readonly string[];

/** What triage found, block by block: metrics, who is affected, suspects, errors, and what is not known. */
export function evidenceText(
  answered: readonly (ShownEvidence | null)[],
  assessment: ShownAssessment | null,
): string {
  const evidence = answered.filter((each) => each !== null);
  const of = <Kind extends Of<string>['kind']>(kind: Kind) =>
    evidence.find((each): each is Of<Kind> => each.kind === kind && each.status === 'available');
  const metrics = of('metrics');
  const blast = of('blast-radius');
  const logs = of('logs');
  const missing = [...evidence, ...(assessment?.unavailable ?? [])].flatMap((each) =>
    each.status === 'unavailable' ? [each] : [],
  );
  const blocks = [
    block('What is measured', metrics?.readings.map(metricRow) ?? []),
    block('Who is affected', inOrder(blast?.dimensions ?? []).flatMap(affectedRows)),
    block('Suspects', suspectRows(assessment, of('changes')?.changes ?? [])),
    block('Top errors', logs === undefined ? [] : errorRows(logs)),
    block('Not known', [
      ...evidence.flatMap((each) =>
        each.status === 'available'
          ? missingWords(each.missing ?? []).map((words) => [wordsOf(each.kind), plain(words)])
          : [],
      ),
      ...missing.map(({ kind, reason }) => [wordsOf(kind), plain(reason)]),
      ...(evidence.length === answered.length
        ? []
        : [['More', 'The answer holds evidence that this version cannot show: see --json']]),
    ]),
  ];
  return blocks.filter((text) => text !== '').join('\n\n');
}

function wordsOf(kind: string): string {
  return evidenceWords[kind] ?? plain(kind);
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
  remarks,
}: Of<'metrics'>['readings'][number]): Row {
  const words = [
    ...(onsetAt === null ? [] : [`since ${onsetAt.slice(11, 19)} UTC`]),
    ...(remarks.length === 0 ? [] : [remarkWords(remarks)]),
  ];
  return [
    metricLabel(name),
    current === null ? 'no reading' : metricValue(current, unit),
    baseline === null ? 'no baseline' : `usually ${metricValue(baseline.median, unit)}`,
    sparkline(
      points.map(({ value }) => value),
      30,
    ),
    plain(words.join(', ')),
  ];
}

function affectedRows(dimension: Of<'blast-radius'>['dimensions'][number]): readonly Row[] {
  const { most, link } = dimension;
  return [
    [affectedWords(dimension), ...linkCell(link)],
    ...most.slice(0, 3).map((value) => [`  ${plain(value.value)}`, failedWords(value)]),
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
      const known = change === undefined ? [] : changeWords(change);
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
    occurrenceWords(pattern, logs),
    pattern.isNew ? paint('new', 'red') : '',
    plain(pattern.pattern),
  ]);
  return [...rows.slice(0, 10), ...linkCell(logs.link).map((link) => ['see', '', link])];
}
