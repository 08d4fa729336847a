import { type Measurement, verdictOf } from './measurement.ts';

const headings = ['subject', 'figure', 'value', 'target', ''];
const numeric = new Set([2, 3]);

/** The measurements as one aligned table for each suite. */
export function renderTables(measurements: readonly Measurement[]): string {
  const suites = [...new Set(measurements.map(({ suite }) => suite))];
  return suites
    .map((suite) => {
      const rows = measurements.filter((each) => each.suite === suite).map(toRow);
      return `${suite}\n${align([headings, ...rows], numeric)}\n`;
    })
    .join('\n');
}

function toRow(measurement: Measurement): string[] {
  const { subject, figure, value, unit, target } = measurement;
  const verdict = verdictOf(measurement);
  return [
    subject,
    figure,
    withUnit(value, unit),
    describeTarget(target),
    verdict === 'reported' ? '' : verdict,
  ];
}

function withUnit(value: number, unit: Measurement['unit']): string {
  switch (unit) {
    case 'times':
      return `${value.toFixed(2)}x`;
    case 'count':
      return String(value);
    case 'kB':
    case 'MB':
    case 's':
    case 'ms':
    case 'µs':
      return `${value.toFixed(1)} ${unit}`;
    case 'share':
      return value.toFixed(3);
    case 'per second':
      return `${Math.round(value)}/s`;
    default:
      return unit satisfies never;
  }
}

function describeTarget(target: Measurement['target']): string {
  if (target === null) return '';
  return 'atMost' in target ? `<= ${target.atMost}` : `>= ${target.atLeast}`;
}

/** Columns beside each other; those of `right` are aligned to the right. */
export function align(rows: readonly (readonly string[])[], right: ReadonlySet<number>): string {
  const columns = rows[0]?.length ?? 0;
  const widths = Array.from({ length: columns }, (_, column) =>
    Math.max(...rows.map((row) => row[column]?.length ?? 0)),
  );
  return rows
    .map((row) =>
      row
        .map((cell, column) =>
          right.has(column) ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0),
        )
        .join('  ')
        .trimEnd(),
    )
    .map((line) => `  ${line}`)
    .join('\n');
}
