import type { Command } from 'commander';

/** What may follow the words typed so far: one for each command of the program. */
export interface CompletionNode {
  /** The words that lead to it, without the program's own name: `incidents list`. */
  readonly path: string;
  readonly commands: readonly Described[];
  readonly options: readonly Described[];
  /** The values of the options that take one of a few. */
  readonly choices: readonly { readonly option: string; readonly values: readonly string[] }[];
  /** The values of its first argument, where it takes one of a few. */
  readonly words: readonly string[];
  /** Its first argument is the id of an incident. */
  readonly takesIncident: boolean;
}

interface Described {
  readonly name: string;
  readonly description: string;
}

export function completionTree(command: Command, path: readonly string[] = []): readonly CompletionNode[] {
  const [first] = command.registeredArguments;
  const visible = command.createHelp();
  const node: CompletionNode = {
    path: path.join(' '),
    commands: visible
      .visibleCommands(command)
      .filter((each) => each.name() !== 'help')
      .map((each) => ({ name: each.name(), description: firstLine(each.description()) })),
    options: visible
      .visibleOptions(command)
      .flatMap(({ long, description }) =>
        long ? [{ name: long, description: firstLine(description) }] : [],
      ),
    choices: command.options.flatMap(({ long, argChoices }) =>
      long && argChoices ? [{ option: long, values: argChoices }] : [],
    ),
    words: first?.argChoices ?? [],
    takesIncident: first?.name() === 'id',
  };
  return [node, ...command.commands.flatMap((each) => completionTree(each, [...path, each.name()]))];
}

function firstLine(text: string): string {
  return text.split('\n')[0] ?? '';
}
