import { describe, expect, it } from '@jest/globals';
import { createProgram } from '../../bin/cli/create-program.ts';
import { leavesOf } from '../../bin/cli/state-option.ts';
import { commands } from '../../bin/commands/index.ts';

describe('the command line', () => {
  it('knows which file each first word is in', async () => {
    for (const entry of commands) {
      const program = await createProgram([entry]);
      const names = program.commands.map((each) => each.name());
      expect(entry.names.length === 0 ? names : entry.names).toEqual(names);
    }
  });

  it('has an example in the help of each command that does something', async () => {
    const program = await createProgram(commands);
    const doing = leavesOf(program).filter((each) => each.commands.length === 0);
    const bare = doing.filter((each) => !/\nExamples?:\n {2}\$ firebreak |<\(firebreak/.test(helpOf(each)));
    expect(bare.map((each) => `${each.parent?.name()} ${each.name()}`)).toEqual([]);
  });
});

function helpOf(command: ReturnType<typeof leavesOf>[number]): string {
  let text = '';
  command.configureOutput({ writeOut: (written) => (text += written) }).outputHelp();
  return text;
}
