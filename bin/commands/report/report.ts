import type { Command } from 'commander';
import { apiAddress } from '../../api/api-address.ts';
import { callApi } from '../../api/api-client.ts';
import { readResponse } from '../../api/read-response.ts';
import { CommandError } from '../../cli/command-error.ts';
import { examples } from '../../cli/examples.ts';
import { dayOf, instantOf } from '../../cli/options.ts';
import { printJson, printLine } from '../../cli/terminal.ts';
import { reportCsv, reportText } from './report-text.ts';

interface Options {
  readonly url?: string;
  readonly json: boolean;
  readonly csv: boolean;
  readonly since?: string;
  readonly until?: string;
  readonly service?: string;
}

/** `firebreak report`: the incidents of some weeks in numbers. */
export function register(program: Command): void {
  program
    .command('report')
    .description('incidents in numbers, by service and week')
    .option(
      '--since <time>',
      'opened from then on, such as 2026-11-01 (default: 28 days before --until)',
      dayOrInstant,
    )
    .option('--until <time>', 'opened before then (default: now)', dayOrInstant)
    .option('--service <name>', 'only this service')
    .option('--csv', 'print a row for each service and week, for a spreadsheet', false)
    .option('--url <address>', 'the installation (default: FIREBREAK_URL, else the one of "npm start")')
    .option('--json', 'print the response as JSON', false)
    .addHelpText(...examples('firebreak report --since 2026-11-01 --service checkout'))
    .action(report);
}

async function report({ url, json, csv, since, until, service }: Options): Promise<void> {
  if (json && csv) throw new CommandError('--json and --csv cannot both be given', { exitCode: 2 });
  const query = new URLSearchParams({
    ...(since === undefined ? {} : { since }),
    ...(until === undefined ? {} : { until }),
    ...(service === undefined ? {} : { service }),
  });
  const response = await callApi(await apiAddress(url), `/v1/report?${query.toString()}`);
  if (json) return printJson(response);
  const found = readResponse('GET /v1/report', response);
  printLine(csv ? reportCsv(found) : reportText(found));
}

/** A day is its beginning in UTC. */
function dayOrInstant(text: string): string {
  if (/^\d{4}-\d{2}-\d{2}$/.test(text)) return `${dayOf(text)}T00:00:00.000Z`;
  return new Date(instantOf(text)).toISOString();
}
