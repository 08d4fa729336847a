import type { Command } from 'commander';

export interface ReadingOptions {
  readonly url?: string;
  readonly json: boolean;
}

export function reading(command: Command): Command {
  return command
    .option('--url <address>', 'the installation (default: FIREBREAK_URL, else the one of "npm start")')
    .option('--json', 'print the response as JSON (docs/api.md)', false);
}

/** Who commands is whoever the AWS credentials, or a personal link, belong to. */
export function commanding(command: Command): Command {
  return reading(command)
    .option('--as <person>', 'on a laptop, where nobody signs: in whose name')
    .option('--link <address>', 'your personal link to the incident, in place of AWS credentials');
}

/** The argument of every command that is about one incident. */
export const idArgument = [
  '<id>',
  'the id of an incident, or at least 4 characters of its beginning or end',
] as const;
