import { stripVTControlCharacters } from 'node:util';
import { visibleText } from '../../lambdas/domain/records/text/visible-text.ts';

const codes = { bold: 1, dim: 2, red: 31, green: 32, yellow: 33, cyan: 36 } as const;
export type Paint = keyof typeof codes;

/** Colour only on a terminal, and never against the reader's will (https://no-color.org). */
export function usesColour(stream: { isTTY?: boolean }, env: NodeJS.ProcessEnv = process.env): boolean {
  return stream.isTTY === true && !env['NO_COLOR'] && env['TERM'] !== 'dumb';
}

export function paint(text: string, colour: Paint, enabled: boolean = usesColour(process.stdout)): string {
  return enabled ? `\u001B[${codes[colour]}m${text}\u001B[0m` : text;
}

/** Text that came from outside, made safe for a terminal: one line, no escape sequences, and what is hidden is named. */
export function plain(text: string): string {
  const line = stripVTControlCharacters(text).replaceAll(/[^\S\ufeff]+/gu, ' ');
  return visibleText(line.replaceAll(/\p{Cc}/gu, ''));
}

export function printLine(text = ''): void {
  process.stdout.write(`${text}\n`);
}

export function printJson(value: unknown): void {
  printLine(jsonText(value, 2));
}

/** Hidden characters and those that a terminal obeys are escaped, so that a reader sees them and a program reads what was there. */
export function jsonText(value: unknown, indent = 0): string {
  return JSON.stringify(value, null, indent).replaceAll(
    /[^\P{Cc}\n]|[\p{Cf}\p{Co}\p{Cs}\p{Default_Ignorable_Code_Point}\u2028\u2029]/gu,
    (character) =>
      Array.from({ length: character.length }, (_, index) => character.charCodeAt(index))
        .map((unit) => `\\u${unit.toString(16).padStart(4, '0')}`)
        .join(''),
  );
}
