import { shortened } from '../records/text/plain-line.ts';
import { visibleText } from '../records/text/visible-text.ts';

/** Terminal sequences (colours, cursor, titles) by ECMA-48: ESC and CSI, written so that no control character stands here. */
const terminal = new RegExp(
  [
    String.raw`(?:\x1b\[|\x9b)[0-?]{0,100}[ -/]{0,10}[@-~]`,
    String.raw`\x1b\][^\x07\x1b]{0,1000}(?:\x07|\x1b\\)?`,
    String.raw`\x1b[@-Z\\^_]`,
  ].join('|'),
  'g',
);

export function withoutTerminalSequences(text: string): string {
  return text.replace(terminal, '');
}

/** Text without what a terminal obeys, and with what a reader cannot see named. Lines stay lines; markup stays: whoever shows it escapes it. */
export function harmlessText(text: string): string {
  return visibleText(withoutTerminalSequences(text))
    .replace(/\r\n?|[\u0085\u2028\u2029\v\f]/g, '\n')
    .replace(/[^\P{Cc}\n]/gu, ' ');
}

/** One line of at most `maxLength` characters. */
export function clippedLine(text: string, maxLength: number): string {
  return shortened(text.replace(/\s+/g, ' ').trim(), maxLength);
}
