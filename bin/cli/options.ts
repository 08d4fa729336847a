import { type Command, InvalidArgumentError } from 'commander';

/** The options by which a command finds its installation. */
export function ofInstallation(command: Command): Command {
  return command
    .option(
      '--stage <name>',
      'an installation on AWS, by its stage (default: FIREBREAK_STAGE, else that of the address)',
    )
    .option('--url <address>', 'base URL of its API (default: FIREBREAK_URL, else the one of "npm start")');
}

/** A time in milliseconds since 1970. */
export function instantOf(text: string): number {
  const at = Date.parse(text);
  if (Number.isNaN(at) || !/(Z|[+-]\d{2}:?\d{2})$/.test(text)) {
    throw new InvalidArgumentError('Give a time with its zone, such as 2026-12-24T18:00Z.');
  }
  return at;
}

export function dayOf(text: string): string {
  if (/^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text))) return text;
  throw new InvalidArgumentError('Give a day such as 2026-11-23.');
}
