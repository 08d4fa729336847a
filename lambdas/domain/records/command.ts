/** What a person may tell Firebreak about an incident. */
export const commands = [
  'acknowledge',
  'take-over',
  'resume',
  'resolve',
  'set-severity',
  'note',
  'update',
  'settle-debt',
  'accept-debt',
  'renew-debt',
] as const;
export type Command = (typeof commands)[number];

/** Those that are about one debt of the incident, also when that is closed. */
export const debtCommands = [
  'settle-debt',
  'accept-debt',
  'renew-debt',
] as const satisfies readonly Command[];
export type DebtCommand = (typeof debtCommands)[number];

export function isDebtCommand(command: Command): command is DebtCommand {
  return debtCommands.some((each) => each === command);
}

/** Timeline kind under which a command is recorded. */
export function commandKind(command: Command): `command.${Command}` {
  return `command.${command}`;
}
