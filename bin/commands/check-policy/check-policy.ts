import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Command } from 'commander';
import { describeProblem, inspectPolicy, PolicyError } from '../../../lambdas/adapters/policy/load-policy.ts';
import { editorSchemas } from '../../../lambdas/adapters/policy/policy-files.ts';
import type { CompiledPolicy } from '../../../lambdas/domain/policy/policy.ts';
import { isSetUpForAws } from '../../../lib/deployment-settings.ts';
import { CommandError } from '../../cli/command-error.ts';
import { examples } from '../../cli/examples.ts';
import { paint, printJson, printLine, usesColour } from '../../cli/terminal.ts';

interface Options {
  readonly json: boolean;
  readonly writeSchemas: boolean;
}

/** `firebreak check-policy [DIR]`: every problem of a policy with file:line:column, or what it holds. */
export function register(program: Command): void {
  program
    .command('check-policy')
    .description('check a policy; problems are listed as file:line:column')
    .argument('[dir]', 'folder of the policy', 'policy')
    .option('--json', 'print the result as JSON', false)
    .option('--write-schemas', "write the JSON Schemas for editors to the policy's schema/ folder", false)
    .addHelpText(...examples('firebreak check-policy', 'firebreak check-policy my-policy --json'))
    .action(checkPolicy);
}

async function checkPolicy(directory: string, { json, writeSchemas }: Options): Promise<void> {
  if (writeSchemas) await writeEditorSchemas(directory);
  try {
    const { policy, warnings } = await inspectPolicy(directory, { onAws: await isSetUpForAws() });
    if (json) printJson({ valid: true, hash: policy.hash, problems: [], warnings });
    else {
      for (const warning of warnings) {
        process.stderr.write(
          `${paint('warning:', 'yellow', usesColour(process.stderr))} ${describeProblem(directory, warning)}\n`,
        );
      }
      printLine(describePolicy(directory, policy));
    }
  } catch (error) {
    if (!(error instanceof PolicyError)) throw error;
    if (!json)
      throw new CommandError(error.message, { next: 'Correct the files and check again.', cause: error });
    printJson({ valid: false, hash: null, problems: error.problems, warnings: [] });
    process.exitCode = 1;
  }
}

async function writeEditorSchemas(directory: string): Promise<void> {
  await mkdir(join(directory, 'schema'), { recursive: true });
  for (const [name, text] of editorSchemas()) await writeFile(join(directory, 'schema', name), text);
}

function describePolicy(
  directory: string,
  { hash, services, severity, runbooks, people, mappings }: CompiledPolicy,
): string {
  const parts = [
    count(services.length, 'service'),
    count(severity.rules.length, 'severity rule'),
    count(runbooks.length, 'runbook'),
    count(people.people.length, 'person', 'people'),
    count(mappings.length, 'mapping'),
  ];
  return `${directory} is valid: ${parts.join(', ')} (${hash.slice(0, 12)})`;
}

function count(number: number, one: string, many = `${one}s`): string {
  return `${number} ${number === 1 ? one : many}`;
}
