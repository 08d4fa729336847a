import { CommandError } from '../../cli/command-error.ts';
import { plain } from '../../cli/terminal.ts';

/**
 * These fields of each, one line each, separated by tabs, for shells: `waiting.text` is a field in a field. What is null is empty; objects and
 * lists are JSON. Throws CommandError for a field that there is not.
 */
export function fieldsText(rows: readonly object[], names: readonly string[]): string {
  return rows.map((row) => names.map((name) => cellText(valueAt(row, name))).join('\t')).join('\n');
}

function valueAt(row: object, name: string): unknown {
  let value: unknown = row;
  for (const part of name.split('.')) {
    if (value === null) return null;
    if (typeof value !== 'object' || value === undefined || !Object.hasOwn(value, part)) {
      throw new CommandError(`There is no field ${plain(name)}`, {
        next: `There are ${Object.keys(row).join(', ')}; see docs/api.md.`,
        exitCode: 2,
      });
    }
    value = Object.entries(value).find(([key]) => key === part)?.[1];
  }
  return value;
}

function cellText(value: unknown): string {
  if (value === null || value === undefined) return '';
  return plain(typeof value === 'string' ? value : JSON.stringify(value));
}
