import { setTimeout } from 'node:timers/promises';
import { type Command, Option } from 'commander';
import {
  type Severity,
  type Symptom,
  severities,
  symptoms,
} from '../../../lambdas/domain/records/severity.ts';
import { apiAddress } from '../../api/api-address.ts';
import { callApi } from '../../api/api-client.ts';
import { readResponse } from '../../api/read-response.ts';
import { timeOf } from '../../api/time-of.ts';
import { examples } from '../../cli/examples.ts';
import { plain, printJson, printLine } from '../../cli/terminal.ts';
import { named } from '../incidents/identity.ts';

interface Options {
  readonly url?: string;
  readonly json: boolean;
  readonly service?: string;
  readonly environment?: string;
  readonly severity?: Severity;
  readonly symptom?: Symptom;
  readonly description?: string;
  readonly as?: string;
}

/** `firebreak declare TITLE`: opens an incident that no alert told of. */
export function register(program: Command): void {
  program
    .command('declare')
    .description('declare an incident that no alert told of')
    .argument('<title>', 'what is wrong, in one line')
    .option('--service <name>', 'which service, as services.yaml calls it')
    .option('--environment <name>', "which environment (default: the service's own)")
    .addOption(
      new Option('--severity <severity>', 'at least so severe (default: as policy says)').choices(severities),
    )
    .addOption(new Option('--symptom <symptom>', 'what kind of trouble').choices(symptoms))
    .option('--description <text>', 'what else is known')
    .option('--as <person>', 'on a laptop, where nobody signs: in whose name')
    .option('--url <address>', 'the installation (default: FIREBREAK_URL, else the one of "npm start")')
    .option('--json', 'print the response as JSON', false)
    .addHelpText(
      ...examples(
        'firebreak declare "Checkout is slow" --service checkout',
        'firebreak declare "Customers see wrong prices" --severity SEV1 --symptom data-corruption',
      ),
    )
    .action(declare);
}

async function declare(text: string, { url, json, as, ...given }: Options): Promise<void> {
  const title = text.trim();
  const base = await apiAddress(url);
  const since = await timeOf(base);
  const response = await callApi(base, '/v1/incidents', { title, ...given, ...named(as) });
  if (json) return printJson(response);
  readResponse('POST /v1/incidents', response);
  const found = await findOpened(base, title, since, given.service);
  if (found === null) {
    return printLine(
      'Declared. It opens in a moment, or joins what is open: firebreak incidents list --status open',
    );
  }
  const { id, severity, service, title: name } = found.incident;
  const outcome = found.isJoined ? 'Joined what is open' : 'Declared';
  printLine(`${outcome}: ${id}, ${severity} ${plain(service)}: ${plain(name)}`);
  printLine(`See: firebreak incidents show ${id}`);
}

const looks = 20;

/** The incident that it opened, or the open one of the service that it joined; null while neither is to be seen. */
async function findOpened(base: string, title: string, since: Date, service: string | undefined) {
  const query = new URLSearchParams({ status: 'open', ...(service === undefined ? {} : { service }) });
  for (let look = 0; look < looks; look += 1) {
    await setTimeout(500);
    const response = await callApi(base, `/v1/incidents?${query.toString()}`);
    const { incidents } = readResponse('GET /v1/incidents', response);
    const isNew = ({ openedAt }: { readonly openedAt: string }) => Date.parse(openedAt) >= since.getTime();
    const opened = incidents.find((each) => each.title === title && isNew(each));
    if (opened !== undefined) return { incident: opened, isJoined: false };
    const joined = service === undefined ? undefined : incidents.find((each) => !isNew(each));
    if (joined !== undefined) return { incident: joined, isJoined: true };
  }
  return null;
}
