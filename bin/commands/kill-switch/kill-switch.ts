import type { Command } from 'commander';
import { personOf } from '../../../lambdas/domain/records/timeline.ts';
import { apiAddress } from '../../api/api-address.ts';
import { callApi } from '../../api/api-client.ts';
import { readResponse } from '../../api/read-response.ts';
import { examples } from '../../cli/examples.ts';
import { printJson, printLine } from '../../cli/terminal.ts';
import { named } from '../incidents/identity.ts';

interface Options {
  readonly service?: string;
  readonly reason: string;
  readonly as?: string;
  readonly url?: string;
  readonly json: boolean;
}

/** `firebreak stop` and `firebreak go`: the kill switch, obeyed from the next effect on. */
export function register(program: Command): void {
  turning(program, 'stop', 'stop every action at once, or those on one service', true);
  turning(program, 'go', 'let actions run again that "stop" stopped', false);
}

function turning(program: Command, name: string, description: string, isOn: boolean): void {
  program
    .command(name)
    .description(description)
    .option('--service <name>', 'only the actions on this service')
    .requiredOption('--reason <text>', 'why; shown on every page and with each step that it stops')
    .option('--as <person>', 'on a laptop, where nobody signs: in whose name')
    .option('--url <address>', 'the installation (default: FIREBREAK_URL, else the one of "npm start")')
    .option('--json', 'print the response as JSON', false)
    .addHelpText(
      ...examples(
        `firebreak ${name} --reason "we are moving the database"`,
        `firebreak ${name} --service checkout --reason "by hand for now"`,
      ),
    )
    .action((options: Options) => turn(isOn, options));
}

async function turn(isOn: boolean, { url, json, as, service, reason }: Options): Promise<void> {
  const response = await callApi(await apiAddress(url), '/v1/kill-switch', {
    isOn,
    reason,
    ...(service === undefined ? {} : { service }),
    ...named(as),
  });
  if (json) return printJson(response);
  const { by } = readResponse('POST /v1/kill-switch', response);
  const what = service === undefined ? 'every action' : `every action on ${service}`;
  const who = personOf(by);
  const back = `firebreak go${service === undefined ? '' : ` --service ${service}`} --reason …`;
  printLine(
    isOn
      ? `Stopped: ${what}, by ${who}. Incidents go on and people are still notified. To end it: ${back}`
      : `Running again: ${what}, by ${who}. What was stopped meanwhile: firebreak incidents resume ID`,
  );
}
