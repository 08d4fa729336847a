import { type Command, InvalidArgumentError } from 'commander';
import type { DebtCommand } from '../../../lambdas/domain/records/command.ts';
import {
  longestRenewalHours,
  usualRenewalHours,
} from '../../../lambdas/domain/response/debts/change-debt.ts';
import type { ApiResponse } from '../../../lambdas/http/contract/index.ts';
import { apiAddress } from '../../api/api-address.ts';
import { callApi } from '../../api/api-client.ts';
import { findIncidentId, incidentPath } from '../../api/find-incident.ts';
import { readResponse } from '../../api/read-response.ts';
import { timeOf } from '../../api/time-of.ts';
import { CommandError } from '../../cli/command-error.ts';
import { examples } from '../../cli/examples.ts';
import { plain, printJson, printLine } from '../../cli/terminal.ts';
import { named } from '../incidents/identity.ts';
import { type ReadingOptions, reading } from '../incidents/reading-options.ts';
import { debtsText } from './debt-text.ts';

type Debts = ApiResponse<'GET /v1/debts'>['debts'];

interface Options extends ReadingOptions {
  readonly service?: string;
}

interface ChangeOptions extends Options {
  readonly incident?: string;
  readonly comment?: string;
  readonly hours?: number;
  readonly as?: string;
}

/** `firebreak debts …`: what automation changed and nobody has restored yet. */
export function register(program: Command): void {
  const debts = program.command('debts').description('what actions changed and still has to be restored');
  reading(debts.command('list').description('the open debts of every incident, the oldest first'))
    .option('--service <name>', 'only those of this service')
    .addHelpText(...examples('firebreak debts list --service checkout'))
    .action(list);
  changing(debts, 'settle', 'it is restored')
    .option('--comment <text>', 'how')
    .action(changed('settle-debt'));
  changing(debts, 'accept', 'it stays as it is, for good')
    .requiredOption('--comment <text>', 'why it may; goes on the timeline')
    .action(changed('accept-debt'));
  changing(debts, 'renew', 'it stays for so long from now')
    .option(
      '--hours <number>',
      `for how many hours, up to ${longestRenewalHours}`,
      hoursOf,
      usualRenewalHours,
    )
    .option('--comment <text>', 'why')
    .action(changed('renew-debt'));
}

function changing(debts: Command, name: string, description: string): Command {
  return reading(debts.command(name).description(description))
    .argument('<resource>', 'as "firebreak debts list" shows it')
    .addHelpText(
      ...examples(`firebreak debts ${name} lambda-alias:checkout:live --comment "fixed in version 58"`),
    )
    .option('--incident <id>', 'where several incidents have a debt on it')
    .option('--as <person>', 'on a laptop, where nobody signs: in whose name');
}

async function list({ url, json, service }: Options): Promise<void> {
  const base = await apiAddress(url);
  const response = await callApi(base, '/v1/debts');
  const all = readResponse('GET /v1/debts', response).debts;
  const debts = service === undefined ? all : all.filter((debt) => debt.service === service);
  if (json) return printJson(service === undefined ? response : { debts });
  printLine(debts.length === 0 ? 'Nothing is left to restore.' : debtsText(debts, await timeOf(base)));
}

function changed(command: DebtCommand) {
  return async (
    resource: string,
    { url, json, incident, comment, hours, as }: ChangeOptions,
  ): Promise<void> => {
    const base = await apiAddress(url);
    const incidentId =
      incident === undefined
        ? incidentOf(await readDebts(base), resource)
        : await findIncidentId(base, incident);
    const response = await callApi(base, incidentPath(incidentId, '/commands'), {
      command,
      debt: resource,
      ...(comment === undefined ? {} : { comment }),
      ...(hours === undefined ? {} : { hours }),
      ...named(as),
    });
    if (json) return printJson(response);
    printLine(`Done: ${command} of ${plain(resource)} (${incidentId}). What is left: firebreak debts list`);
  };
}

async function readDebts(base: string): Promise<Debts> {
  return readResponse('GET /v1/debts', await callApi(base, '/v1/debts')).debts;
}

function incidentOf(debts: Debts, resource: string): string {
  const found = debts.filter((debt) => debt.resource === resource);
  const [debt] = found;
  if (debt === undefined) {
    throw new CommandError(`There is no open debt on ${plain(resource)}`, {
      next: `Open are: ${debts.map((each) => plain(each.resource)).join(', ') || 'none'}.`,
    });
  }
  if (found.length === 1) return debt.incidentId;
  throw new CommandError(`Several incidents have a debt on ${plain(resource)}`, {
    next: `Say which: ${found.map((each) => `--incident ${each.incidentId}`).join(' or ')}`,
    exitCode: 2,
  });
}

function hoursOf(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1 || value > longestRenewalHours)
    throw new InvalidArgumentError(`a whole number from 1 to ${longestRenewalHours}`);
  return value;
}
