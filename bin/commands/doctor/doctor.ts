import type { Command } from 'commander';
import { loadPolicy } from '../../../lambdas/adapters/policy/load-policy.ts';
import { resourceNames } from '../../../lib/functions/resource-names.ts';
import { alignColumns } from '../../cli/columns.ts';
import { examples } from '../../cli/examples.ts';
import { ofInstallation } from '../../cli/options.ts';
import { type Paint, paint, plain, printJson, printLine } from '../../cli/terminal.ts';
import { findInstallation, type InstallationOptions } from '../../installation/installation.ts';
import { checks } from './checks/index.ts';
import { type Finding, type FindingState, findingsOf } from './finding.ts';

interface Options extends InstallationOptions {
  readonly policy: string;
  readonly json: boolean;
}

/** `firebreak doctor`: whether an installation will work when it is needed. */
export function register(program: Command): void {
  ofInstallation(program.command('doctor').description('check an installation before it is needed'))
    .option('--policy <dir>', 'folder of the policy that is deployed', 'policy')
    .option('--json', 'print the findings as JSON', false)
    .addHelpText(
      'after',
      '\nIt reads, and sends one sample through the webhook that opens nothing. Exit code 1: something is wrong, or could not be asked.',
    )
    .addHelpText(...examples('firebreak doctor', 'firebreak doctor --stage prod'))
    .action(doctor);
}

async function doctor({ policy: directory, json, ...options }: Options): Promise<void> {
  const installation = findInstallation(options);
  const policy = await loadPolicy(directory);
  const context = { installation, policy, names: resourceNames(installation.stage ?? 'local') };
  const findings: Finding[] = [];
  for (const check of checks) {
    const found = await findingsOf(check, context);
    findings.push(...found);
    if (!json) for (const finding of found) printLine(rowOf(finding));
  }
  const bad = findings.filter(({ state }) => state === 'problem' || state === 'unknown');
  if (bad.length > 0) process.exitCode = 1;
  if (json) printJson({ installation: installation.name, ok: bad.length === 0, findings });
  else printLine(summaryOf(installation.name, bad.length));
}

const signs: Readonly<Record<FindingState, readonly [string, Paint]>> = {
  ok: ['ok', 'green'],
  problem: ['problem', 'red'],
  unknown: ['unknown', 'yellow'],
  'not-here': ['not here', 'dim'],
};

const checkWidth = Math.max(...checks.map(({ name }) => name.length));

function rowOf({ check, state, found, next }: Finding): string {
  const [word, colour] = signs[state];
  const row = alignColumns([[paint(word.padEnd(8), colour), check.padEnd(checkWidth), plain(found)]]);
  return next === null ? row : `${row}\n${' '.repeat(checkWidth + 12)}→ ${plain(next)}`;
}

function summaryOf(name: string, bad: number): string {
  return bad === 0 ? `\n${name} is ready.` : `\n${name}: ${bad} of these need you.`;
}
