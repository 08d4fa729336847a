import stringWidth from 'string-width';
import wrapAnsi from 'wrap-ansi';

/** How wide a terminal is; null where the output goes elsewhere: a file or a program gets whole lines. */
export function terminalColumns(
  stream: { readonly isTTY?: boolean; readonly columns?: number } = process.stdout,
): number | null {
  return stream.isTTY === true && stream.columns ? stream.columns : null;
}

const gap = 2;
/** Less than this and a text is unreadable beside the others: it goes below them. */
const leastText = 24;

/** Rows as aligned columns, two spaces apart. The last one is never padded, and wraps where the terminal ends. */
export function alignColumns(
  rows: readonly (readonly string[])[],
  columns: number | null = terminalColumns(),
): string {
  const widths: number[] = [];
  for (const row of rows) {
    for (const [column, cell] of row.slice(0, -1).entries()) {
      widths[column] = Math.max(widths[column] ?? 0, stringWidth(cell));
    }
  }
  return rows.map((row) => rowText(row, widths, columns)).join('\n');
}

function rowText(row: readonly string[], widths: readonly number[], columns: number | null): string {
  const before = row
    .slice(0, -1)
    .map((cell, column) => cell + ' '.repeat((widths[column] ?? 0) - stringWidth(cell) + gap))
    .join('');
  const last = row.at(-1) ?? '';
  const start = stringWidth(before);
  if (columns === null || start + stringWidth(last) <= columns) return (before + last).trimEnd();
  const isBeside = columns - start >= leastText;
  const indent = isBeside ? start : 2 * gap;
  const [first = '', ...others] = wrapText(last, columns - indent);
  const continued = others.map((line) => ' '.repeat(indent) + line);
  const head = isBeside ? before + first : `${before.trimEnd()}\n${' '.repeat(indent)}${first}`;
  return [head.trimEnd(), ...continued].join('\n').replace(/^\n/, '');
}

/** The lines of a text for so many columns; a word that is longer is broken. */
export function wrapText(text: string, columns: number): readonly string[] {
  return wrapAnsi(text, Math.max(columns, 8), { hard: true }).split('\n');
}
