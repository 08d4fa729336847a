import type { Command } from 'commander';
import { deployGate } from '../../../lambdas/domain/response/debts/deploy-gate.ts';
import { apiAddress } from '../../api/api-address.ts';
import { callApi } from '../../api/api-client.ts';
import { readResponse } from '../../api/read-response.ts';
import { examples } from '../../cli/examples.ts';
import { plain, printJson, printLine } from '../../cli/terminal.ts';

interface Options {
  readonly service: string;
  readonly version?: string;
  readonly url?: string;
  readonly json: boolean;
}

/** `firebreak gate deploy`: for a pipeline, before it deploys. */
export function register(program: Command): void {
  program
    .command('gate')
    .description('whether something may be done now; exit code 1: it may not')
    .command('deploy')
    .description('whether a service may be deployed: not a version that was rolled back')
    .requiredOption('--service <name>', 'its id in services.yaml')
    .option('--version <version>', 'what would be deployed, in the words in which the debt names it')
    .option('--url <address>', 'the installation (default: FIREBREAK_URL, else the one of "npm start")')
    .option('--json', 'print the verdict as JSON', false)
    .addHelpText(
      'after',
      '\nExit code 1 also when Firebreak cannot be asked: whoever deploys all the same decides that.',
    )
    .addHelpText(...examples('firebreak gate deploy --service checkout --version 57'))
    .action(gate);
}

async function gate({ service, version, url, json }: Options): Promise<void> {
  const response = await callApi(await apiAddress(url), '/v1/debts');
  const { debts } = readResponse('GET /v1/debts', response);
  const { forbidden, reminders } = deployGate(debts, service, version ?? null);
  if (forbidden.length > 0) process.exitCode = 1;
  if (json) return printJson({ allowed: forbidden.length === 0, forbidden, reminders });
  for (const { debt, reason } of forbidden) {
    printLine(`Not now: ${plain(reason)}`);
    printLine(`  to restore: ${plain(debt.howToRestore)}`);
    printLine(`  in code:    ${plain(debt.backport)}`);
    printLine(`  incident:   ${debt.incidentId}, owner ${plain(debt.owner)}`);
    printLine(`  once fixed: firebreak debts settle ${plain(debt.resource)} --incident ${debt.incidentId}`);
    printLine(
      `  or accept:  firebreak debts accept ${plain(debt.resource)} --incident ${debt.incidentId} --comment WHY (${plain(debt.owner)}, or whoever may command incidents)`,
    );
  }
  for (const debt of reminders) {
    printLine(`Mind: ${plain(debt.resource)} was changed in ${debt.incidentId}. ${plain(debt.backport)}`);
  }
  if (forbidden.length === 0) printLine(`${service} may be deployed.`);
}
