import { describe, expect, it } from '@jest/globals';
import type { Command } from 'commander';
import { runRegistered } from '../../support/servers/run-registered.ts';

function register(program: Command): void {
  const boats = program.command('boats');
  boats
    .command('sink')
    .argument('[name]')
    .action(() => {
      throw new Error('It was run');
    });
}

describe('help with the names of commands', () => {
  it('shows the help of a command below a group', async () => {
    const { code, stdout } = await runRegistered(register, ['help', 'boats', 'sink']);
    expect(code).toBe(0);
    expect(stdout).toContain('firebreak boats sink [options] [name]');
  });

  it.each([[['nope']], [['boats', 'nope']], [['boats', 'sink', 'it']]])(
    'runs nothing for %j, which is no command, and says so',
    async (words) => {
      const { code, stdout, stderr } = await runRegistered(register, ['help', ...words]);
      expect(code).toBe(2);
      expect(stdout).toBe('');
      expect(stderr).toContain(words.join(' '));
    },
  );
});
