import type { Command } from 'commander';
import { alignColumns, terminalColumns, wrapText } from './columns.ts';

const usualColumns = 80;

interface Page {
  readonly columns?: number | null;
  readonly write?: (text: string) => void;
}

/**
 * Makes the help of a command, and of those that are added to it later, fit the terminal: descriptions wrap, below what they describe where
 * no room is left beside it. Examples are left to the terminal, so that they can be copied.
 */
export function fitHelp(
  command: Command,
  { columns = terminalColumns(), write = (text) => process.stdout.write(text) }: Page = {},
): void {
  const width = columns ?? usualColumns;
  command
    .configureHelp({
      formatItem: (term, termWidth, description) =>
        alignColumns([[`  ${term.padEnd(termWidth)}`, description]], width),
    })
    .configureOutput({ writeOut: (text) => write(fittedText(text, width)) });
}

function fittedText(text: string, width: number): string {
  return text
    .split('\n')
    .map((line) => (line.length <= width || isExample(line) ? line : wrapped(line, width)))
    .join('\n');
}

function isExample(line: string): boolean {
  return line.startsWith('  $ ');
}

function wrapped(line: string, width: number): string {
  const indent = ' '.repeat(line.length - line.trimStart().length);
  return wrapText(line.trimStart(), width - indent.length)
    .map((part) => indent + part)
    .join('\n');
}
