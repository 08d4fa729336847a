import { execFileSync } from 'node:child_process';
import { describe, expect, it } from '@jest/globals';
import { createProgram } from '../../../../bin/cli/create-program.ts';
import { completionScript, shells } from '../../../../bin/commands/completion/completion-scripts.ts';
import { completionTree } from '../../../../bin/commands/completion/completion-tree.ts';
import * as debts from '../../../../bin/commands/debts/debts.ts';
import * as incidents from '../../../../bin/commands/incidents/incidents.ts';

const program = await createProgram([
  { names: [], load: async () => incidents },
  { names: [], load: async () => debts },
]);
const nodes = completionTree(program);

/** What bash offers for the last word. */
function offered(...words: string[]): readonly string[] {
  const script = `${completionScript('bash', nodes)}
firebreak() { printf 'inc_1\\ninc_2\\n'; }
COMP_WORDS=(firebreak "$@"); COMP_CWORD=$#; _firebreak; printf '%s\\n' "\${COMPREPLY[@]}"`;
  return execFileSync('bash', ['-c', script, 'bash', ...words], { encoding: 'utf8' })
    .split('\n')
    .filter((line) => line !== '');
}

describe('completion', () => {
  it('offers commands, subcommands, options and the values of a choice', () => {
    expect(offered('inc')).toEqual(['incidents']);
    expect(offered('incidents', 'l')).toEqual(['list']);
    expect(offered('incidents', 'list', '--se')).toEqual(['--service', '--severity', '--search']);
    expect(offered('incidents', 'list', '--severity', '')).toEqual(['SEV1', 'SEV2', 'SEV3']);
  });

  it('offers the ids of open incidents where one is wanted, behind options too', () => {
    expect(offered('incidents', 'show', 'inc_')).toEqual(['inc_1', 'inc_2']);
    expect(offered('incidents', 'show', '--json', 'inc_')).toEqual(['inc_1', 'inc_2']);
    expect(offered('incidents', 'list', 'inc_')).toEqual([]);
  });

  it('names every command in every shell', () => {
    for (const shell of shells) {
      const script = completionScript(shell, nodes);
      const names = nodes.flatMap(({ commands }) => commands.map(({ name }) => name));
      expect(names).toEqual(expect.arrayContaining(['set-severity', 'take-over', 'settle']));
      for (const name of names) expect(script).toContain(name);
      expect(script).toContain(shell === 'fish' ? '-l accept-debt' : '--accept-debt');
    }
  });
});
