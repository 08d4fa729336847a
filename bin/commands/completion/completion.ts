import { Argument, type Command } from 'commander';
import { examples } from '../../cli/examples.ts';
import { completionScript, type Shell, shells } from './completion-scripts.ts';
import { completionTree } from './completion-tree.ts';

/** `firebreak completion SHELL`: prints the script by which a shell completes the command line. */
export function register(program: Command): void {
  program
    .command('completion')
    .description('print the completion script of a shell')
    .addArgument(new Argument('<shell>', 'which one').choices(shells))
    .addHelpText(
      ...examples(
        'source <(firebreak completion bash)',
        'source <(firebreak completion zsh)',
        'firebreak completion fish | source',
      ),
    )
    .action((shell: Shell) => {
      process.stdout.write(completionScript(shell, completionTree(program)));
    });
}
