import { shellWord } from '../domain/response/command-log/shell-word.ts';

/** A command line of the AWS CLI for a POSIX shell. */
export function awsCommand(
  operation: readonly string[],
  options: Readonly<Record<string, string>>,
  region: string,
): string {
  const given = Object.entries({ ...options, region }).map(
    ([name, value]) => `--${name} ${shellWord(value)}`,
  );
  return ['aws', ...operation, ...given].join(' ');
}
