import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import type { Command } from 'commander';
import { loadPolicy } from '../../../lambdas/adapters/policy/load-policy.ts';
import type { AlertSource } from '../../../lambdas/ports/plug-ins/alert-source.ts';
import { createMappedSources } from '../../../lambdas/sources/mapping/mapped-sources.ts';
import { CommandError } from '../../cli/command-error.ts';
import { examples } from '../../cli/examples.ts';
import { jsonText, printLine } from '../../cli/terminal.ts';
import { normalizeBody } from '../../deliveries/normalize-body.ts';
import { sourceNamed } from '../../deliveries/source-named.ts';

interface NormalizeOptions {
  readonly source: string;
  readonly policy?: string;
}

export function register(program: Command): void {
  program
    .command('normalize')
    .description('show what recorded deliveries become: one JSON line per file, or for standard input')
    .requiredOption('--source <name>', 'the source they came from')
    .option('--policy <dir>', 'read with the mappings of this policy too (docs/policy.md)')
    .option('--json', 'print JSON (always on)')
    .argument('[files...]', 'raw bodies; without one, standard input')
    .addHelpText('after', '\nExits with 1 when a delivery, or an item of it, would be quarantined.')
    .addHelpText(
      ...examples(
        'firebreak normalize --source grafana alert.json',
        'firebreak normalize --source generic --policy policy *.json',
      ),
    )
    .action(normalize);
}

async function normalize(
  files: readonly string[],
  { source: name, policy }: NormalizeOptions,
): Promise<void> {
  const source = await sourceReading(name, policy);
  const inputs = files.length === 0 ? [null] : files;
  for (const file of inputs) {
    const body = file === null ? await text(process.stdin) : await readBody(file);
    const outcome = normalizeBody(source, body);
    printLine(jsonText({ ...(file === null ? {} : { file }), ...outcome }));
    if (outcome.outcome === 'quarantined' || 'unread' in outcome) process.exitCode = 1;
  }
}

async function sourceReading(name: string, policyFolder: string | undefined): Promise<AlertSource> {
  const source = sourceNamed(name);
  if (policyFolder === undefined) return source;
  const { mappings } = await loadPolicy(policyFolder);
  return createMappedSources(mappings).get(name) ?? source;
}

async function readBody(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (cause) {
    throw new CommandError(`Cannot read ${file}`, {
      next: 'Give the path of a file with the raw body.',
      cause,
      exitCode: 2,
    });
  }
}
