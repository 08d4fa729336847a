import { Argument, type Command, InvalidArgumentError, Option } from 'commander';
import { incidentStatuses } from '../../../lambdas/domain/records/incident.ts';
import { type Severity, severities } from '../../../lambdas/domain/records/severity.ts';
import { apiAddress } from '../../api/api-address.ts';
import { callApi } from '../../api/api-client.ts';
import { readResponse } from '../../api/read-response.ts';
import { CommandError } from '../../cli/command-error.ts';
import { plain, printJson, printLine } from '../../cli/terminal.ts';
import { linkKey, named } from './identity.ts';
import { incidentText, listText, similarText, stopsText, timelineText } from './incident-text.ts';

interface Options {
  readonly url?: string;
  readonly json: boolean;
}

interface ListOptions extends Options {
  readonly status: string;
  readonly service?: string;
  readonly limit: number;
}

interface CommandOptions extends Options {
  readonly as?: string;
  readonly link?: string;
  readonly comment?: string;
  readonly acceptDebt?: readonly string[];
  readonly severity?: Severity;
  readonly yes?: boolean;
}

/** `firebreak incidents …`: reads incidents and tells them what a person decided. */
export function register(program: Command): void {
  const incidents = program.command('incidents').description('list, show and control incidents');

  reading(incidents.command('list').description('the incidents, newest first'))
    .addOption(
      new Option('--status <status>', 'only these')
        .choices(['open', 'all', ...incidentStatuses])
        .default('all'),
    )
    .option('--service <name>', 'only this service')
    .option('--limit <number>', 'at most this many, up to 100', wholeNumber, 25)
    .action(list);
  reading(incidents.command('show').description('one incident')).argument('<id>').action(show);
  reading(incidents.command('timeline').description('everything seen, decided and done in an incident'))
    .argument('<id>')
    .action(timeline);
  reading(incidents.command('similar').description('former incidents like it, and what ended them'))
    .argument('<id>')
    .action(similar);

  steering(incidents, 'acknowledge', 'tell others that you are looking at it');
  steering(incidents, 'take-over', 'stop automation and take the incident over');
  steering(incidents, 'resume', 'let Firebreak continue with the plan');
  commanding(incidents.command('resolve').description('close it; open debts must be accepted by name'))
    .argument('<id>')
    .option('--comment <text>', 'why')
    .option('--yes', 'although the newest readings do not show that it is over; needs --comment')
    .option(
      '--accept-debt <resource>',
      'close although this is not restored (repeat for each)',
      (resource: string, all: readonly string[]) => [...all, resource],
      [],
    )
    .action(resolve);
  commanding(incidents.command('set-severity').description('set the severity, up or down'))
    .argument('<id>')
    .addArgument(new Argument('<severity>').choices(severities))
    .option('--comment <text>', 'why')
    .action((id: string, severity: Severity, options: CommandOptions) =>
      post('set-severity', id, { ...options, severity }),
    );
  commanding(incidents.command('note').description('add a note to the timeline'))
    .argument('<id>')
    .argument('<text>')
    .action((id: string, comment: string, options: CommandOptions) =>
      post('note', id, { ...options, comment }),
    );
  commanding(
    incidents.command('update').description('tell all who get status updates how it stands, in your words'),
  )
    .argument('<id>')
    .argument('<text>')
    .action((id: string, comment: string, options: CommandOptions) =>
      post('update', id, { ...options, comment }),
    );
}

function reading(command: Command): Command {
  return command
    .option('--url <address>', 'the installation (default: FIREBREAK_URL, else the one of "npm start")')
    .option('--json', 'print the response as JSON', false);
}

/** Who commands is whoever the AWS credentials, or a personal link, belong to. */
function commanding(command: Command): Command {
  return reading(command)
    .option('--as <person>', 'on a laptop, where nobody signs: in whose name')
    .option('--link <address>', 'your personal link to the incident, in place of AWS credentials');
}

function steering(incidents: Command, name: string, description: string): Command {
  return commanding(incidents.command(name).description(description))
    .argument('<id>')
    .option('--comment <text>', 'why')
    .action((id: string, options: CommandOptions) => post(name, id, options));
}

async function resolve(id: string, options: CommandOptions): Promise<void> {
  if (options.yes === true && !options.comment?.trim()) {
    throw new CommandError('--yes needs --comment WHY: the reason goes on the timeline', { exitCode: 2 });
  }
  await post('resolve', id, options);
}

async function list({ url, json, status, service, limit }: ListOptions): Promise<void> {
  const query = new URLSearchParams({
    status,
    limit: String(limit),
    ...(service === undefined ? {} : { service }),
  });
  const response = await callApi(await apiAddress(url), `/v1/incidents?${query.toString()}`);
  if (json) return printJson(response);
  const { incidents, cursor, killSwitches } = readResponse('GET /v1/incidents', response);
  if (killSwitches.length > 0) printLine(`${stopsText(killSwitches)}\n`);
  printLine(incidents.length === 0 ? 'No incidents.' : listText(incidents, new Date()));
  if (cursor !== null) printLine(`\nThere are more; see --limit, --status and --service.`);
}

async function show(id: string, { url, json }: Options): Promise<void> {
  const response = await callApi(await apiAddress(url), pathOf(id));
  if (json) return printJson(response);
  printLine(incidentText(readResponse('GET /v1/incidents/{id}', response), new Date()));
}

async function timeline(id: string, { url, json }: Options): Promise<void> {
  const response = await callApi(await apiAddress(url), `${pathOf(id)}/timeline`);
  if (json) return printJson(response);
  printLine(timelineText(readResponse('GET /v1/incidents/{id}/timeline', response).entries));
}

async function similar(id: string, { url, json }: Options): Promise<void> {
  const response = await callApi(await apiAddress(url), `${pathOf(id)}/similar`);
  if (json) return printJson(response);
  const { similar: found } = readResponse('GET /v1/incidents/{id}/similar', response);
  printLine(found.length === 0 ? 'No former incident is really like it.' : similarText(found));
}

async function post(command: string, id: string, options: CommandOptions): Promise<void> {
  const { url, json, as, link, comment, severity, acceptDebt = [], yes } = options;
  const given = {
    command,
    ...(comment === undefined ? {} : { comment }),
    ...(severity === undefined ? {} : { severity }),
    ...(acceptDebt.length === 0 ? {} : { acceptDebts: acceptDebt }),
    ...(command === 'resolve' ? { yes: yes === true } : {}),
  };
  const base = await apiAddress(url);
  const response =
    link === undefined
      ? await callApi(base, `${pathOf(id)}/commands`, { ...given, ...named(as) })
      : await callApi(base, '/v1/console/commands', { ...given, key: linkKey(link) });
  if (json) return printJson(response);
  const { underWay } = readResponse('POST /v1/incidents/{id}/commands', response);
  printLine(`Done: ${command} of ${id}. See: firebreak incidents show ${id}`);
  if (underWay !== null) {
    printLine(
      `Too late for what had begun at ${underWay.since} and may take effect: ${plain(underWay.text)}. Nothing follows it.`,
    );
  }
}

function pathOf(id: string): string {
  return `/v1/incidents/${encodeURIComponent(id)}`;
}

function wholeNumber(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1 || value > 100)
    throw new InvalidArgumentError('a whole number from 1 to 100');
  return value;
}
