/** What a person may tell Firebreak about an incident. */
export const commands = ['acknowledge', 'take-over', 'resume', 'resolve', 'set-severity', 'note'] as const;
export type Command = (typeof commands)[number];

/** Timeline kind under which a command is recorded. */
export function commandKind(command: Command): `command.${Command}` {
  return `command.${command}`;
}
