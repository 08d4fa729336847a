import { describe, expect, it } from '@jest/globals';
import { createProgram } from '../../../bin/cli/create-program.ts';
import { fitHelp } from '../../../bin/cli/help-layout.ts';
import { leavesOf } from '../../../bin/cli/state-option.ts';
import { commands } from '../../../bin/commands/index.ts';

async function helpTexts(columns: number): Promise<readonly string[]> {
  const program = await createProgram(commands);
  return leavesOf(program).map((command) => {
    let text = '';
    fitHelp(command, {
      columns,
      write: (part) => {
        text += part;
      },
    });
    command.outputHelp();
    return text;
  });
}

describe('the help of every command', () => {
  it.each([50, 80])('fits %i columns, but for examples, which are copied whole', async (columns) => {
    const texts = await helpTexts(columns);
    expect(texts.length).toBeGreaterThan(60);
    const lines = texts.flatMap((text) => text.split('\n')).filter((line) => !line.startsWith('  $ '));
    expect(lines.filter((line) => line.length > columns)).toEqual([]);
  });

  it('keeps a description beside what it describes where there is room', async () => {
    const [root = ''] = await helpTexts(80);
    expect(root).toMatch(/^ {2}doctor .* check/m);
  });
});
