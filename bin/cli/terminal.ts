import { stripVTControlCharacters } from 'node:util';

const codes = { bold: 1, dim: 2, red: 31, green: 32, yellow: 33, cyan: 36 } as const;
export type Paint = keyof typeof codes;

/** Colour only on a terminal, and never against the reader's will (https://no-color.org). */
export function usesColour(stream: { isTTY?: boolean }, env: NodeJS.ProcessEnv = process.env): boolean {
  return stream.isTTY === true && !env['NO_COLOR'] && env['TERM'] !== 'dumb';
}

export function paint(text: string, colour: Paint, enabled: boolean = usesColour(process.stdout)): string {
  return enabled ? `\u001B[${codes[colour]}m${text}\u001B[0m` : text;
}

/** Text that came from outside, made safe for a terminal: one line, no escape sequences, nothing invisible. */
export function plain(text: string): string {
  return stripVTControlCharacters(text)
    .replaceAll(/[\s\u2028\u2029]+/gu, ' ')
    .replaceAll(/[\p{Cc}\p{Cf}\p{Cs}\p{Co}]/gu, '');
}

/** Rows as aligned columns, two spaces apart; the last column is never padded. */
export function alignColumns(rows: readonly (readonly string[])[]): string {
  const widths: number[] = [];
  for (const row of rows) {
    for (const [column, cell] of row.entries()) {
      widths[column] = Math.max(widths[column] ?? 0, visibleWidth(cell));
    }
  }
  return rows
    .map((row) =>
      row
        .map((cell, column) =>
          column === row.length - 1 ? cell : cell + ' '.repeat((widths[column] ?? 0) - visibleWidth(cell)),
        )
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

const graphemes = new Intl.Segmenter();

function visibleWidth(text: string): number {
  return [...graphemes.segment(stripVTControlCharacters(text))].length;
}

export function printLine(text = ''): void {
  process.stdout.write(`${text}\n`);
}

export function printJson(value: unknown): void {
  printLine(JSON.stringify(value, null, 2));
}
