import { shellWord } from '../domain/response/command-log/shell-word.ts';
import type { CommandPlace } from '../domain/response/planning/manual-commands.ts';

/** A command line of the AWS CLI for a POSIX shell. */
export function awsCommand(
  operation: readonly string[],
  options: Readonly<Record<string, string>>,
  { region, profile }: CommandPlace,
): string {
  const given = Object.entries({
    ...options,
    region,
    ...(profile === undefined ? {} : { profile }),
  }).map(([name, value]) => `--${name} ${shellWord(value)}`);
  return ['aws', ...operation, ...given].join(' ');
}
