import type { Command } from 'commander';

/** Adds its commands to the program; the file of every command exports one as `register`. */
export type RegisterCommand = (program: Command) => void;

/** What the first word of a command line may be, and where it is done. Only that is loaded: all of them take seconds. */
export interface CommandEntry {
  readonly names: readonly string[];
  readonly load: () => Promise<{ readonly register: RegisterCommand }>;
}

/** The entries that a command line needs: one where its first word names one; all of them for the help and for a typing error. */
export function entriesFor(
  entries: readonly CommandEntry[],
  argv: readonly string[],
): readonly CommandEntry[] {
  const [word, next] = argv;
  const named = word === 'help' ? next : word;
  const found = entries.filter(({ names }) => named !== undefined && names.includes(named));
  return found.length === 0 ? entries : found;
}
