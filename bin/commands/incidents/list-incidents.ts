import { type Command, InvalidArgumentError, Option } from 'commander';
import { incidentStatuses } from '../../../lambdas/domain/records/incident.ts';
import { type Severity, severities } from '../../../lambdas/domain/records/severity.ts';
import type { ApiResponse } from '../../../lambdas/http/contract/index.ts';
import { apiAddress } from '../../api/api-address.ts';
import { callApi } from '../../api/api-client.ts';
import { readResponse } from '../../api/read-response.ts';
import { timeOf } from '../../api/time-of.ts';
import { examples } from '../../cli/examples.ts';
import { instantOf } from '../../cli/options.ts';
import { printJson, printLine } from '../../cli/terminal.ts';
import { fieldsText } from './fields-text.ts';
import { listText, stopsText } from './list-text.ts';
import { type ReadingOptions, reading } from './reading-options.ts';

type ListResponse = ApiResponse<'GET /v1/incidents'>;
type ListedIncident = ListResponse['incidents'][number];

interface ListOptions extends ReadingOptions {
  readonly status: string;
  readonly service?: string;
  readonly severity?: readonly Severity[];
  readonly since?: number;
  readonly search?: string;
  readonly fields?: readonly string[];
  readonly limit: number;
}

/** Adds `incidents list` to its group. */
export function addList(incidents: Command): void {
  reading(incidents.command('list').description('the incidents, newest first'))
    .addOption(
      new Option('--status <status>', 'only these')
        .choices(['open', 'all', ...incidentStatuses])
        .default('all'),
    )
    .option('--service <name>', 'only this service')
    .addOption(new Option('--severity <severity...>', 'only these severities').choices(severities))
    .option('--since <time>', 'opened since: 30m, 24h, 7d, or a time such as 2026-11-23T02:00Z', agoOrTime)
    .option('--search <text>', 'only those whose headline, title, service, environment or id holds this text')
    .option(
      '--fields <names>',
      'print only these fields, one tab-separated line each: id,severity,waiting.text',
      namesOf,
    )
    .option('--limit <number>', 'at most this many, up to 100', wholeNumber, 25)
    .addHelpText(
      ...examples(
        'firebreak incidents list --status open',
        'firebreak incidents list --severity SEV1 SEV2 --since 7d --search checkout',
        'firebreak incidents list --status open --fields id,service,waiting.text',
      ),
    )
    .action(listIncidents);
}

async function listIncidents(options: ListOptions): Promise<void> {
  const base = await apiAddress(options.url);
  const openedFrom = await startOf(base, options.since);
  const found = await readMatching(base, options, openedFrom);
  const { hasMore, ...response } = found;
  if (options.json) return printJson(response);
  const { incidents, killSwitches } = response;
  if (options.fields !== undefined) {
    if (incidents.length > 0) printLine(fieldsText(incidents, options.fields));
    return;
  }
  if (killSwitches.length > 0) printLine(`${stopsText(killSwitches)}\n`);
  printLine(incidents.length === 0 ? nothingText(options) : listText(incidents, await timeOf(base)));
  if (hasMore) printLine(`\nThere are more; see --limit, --status, --service and --since.`);
}

const mostPages = 20;

interface Found extends ListResponse {
  readonly hasMore: boolean;
}

/** The API narrows by status and service; the rest is looked for in what it answers, page by page. */
async function readMatching(base: string, options: ListOptions, openedFrom: number | null): Promise<Found> {
  const { status, service, limit } = options;
  const isNarrow = options.severity !== undefined || openedFrom !== null || options.search !== undefined;
  const incidents: ListedIncident[] = [];
  let last: ListResponse | null = null;
  for (let page = 0; page < mostPages; page += 1) {
    const query = new URLSearchParams({
      status,
      limit: String(isNarrow ? 100 : limit),
      ...(service === undefined ? {} : { service }),
      ...(last?.cursor ? { cursor: last.cursor } : {}),
    });
    last = readResponse('GET /v1/incidents', await callApi(base, `/v1/incidents?${query.toString()}`));
    incidents.push(...last.incidents.filter((each) => matches(each, options, openedFrom)));
    const oldest = last.incidents.at(-1);
    // Newest first: what follows an older one is older still.
    const isPast = openedFrom !== null && oldest !== undefined && Date.parse(oldest.openedAt) < openedFrom;
    if (isPast) {
      last = { ...last, cursor: null };
      break;
    }
    if (!isNarrow || last.cursor === null || incidents.length >= limit) break;
  }
  const cursor = last?.cursor ?? null;
  return {
    incidents: incidents.slice(0, limit),
    // After a search the next page begins somewhere else than where this one was cut.
    cursor: isNarrow ? null : cursor,
    killSwitches: last?.killSwitches ?? [],
    hasMore: cursor !== null || incidents.length > limit,
  };
}

function matches(
  incident: ListedIncident,
  { severity, search }: ListOptions,
  openedFrom: number | null,
): boolean {
  const { id, title, headline, service, environment } = incident;
  const isSevere = severity === undefined || severity.some((each) => each === incident.severity);
  const isRecent = openedFrom === null || Date.parse(incident.openedAt) >= openedFrom;
  const text = `${id} ${headline} ${title} ${service}/${environment}`.toLowerCase();
  return isSevere && isRecent && (search === undefined || text.includes(search.toLowerCase()));
}

/** Negative: so long ago, by the clock of the installation. */
async function startOf(base: string, since: number | undefined): Promise<number | null> {
  if (since === undefined) return null;
  return since < 0 ? (await timeOf(base)).getTime() + since : since;
}

function nothingText({ status, service, severity, since, search }: ListOptions): string {
  const isNarrow = [service, severity, since, search].some((each) => each !== undefined) || status !== 'all';
  return isNarrow
    ? 'No incident is like that. Without options, "firebreak incidents list" shows all.'
    : 'No incidents. Try one: firebreak declare "Checkout is slow"';
}

const units: Readonly<Record<string, number>> = { m: 60_000, h: 3_600_000, d: 86_400_000 };

function agoOrTime(text: string): number {
  const [, count, unit = ''] = /^(\d{1,5})([mhd])$/.exec(text) ?? [];
  if (count !== undefined) return -Number(count) * (units[unit] ?? 0);
  if (/^\d{4}-/.test(text)) return instantOf(text);
  throw new InvalidArgumentError('Give 30m, 24h or 7d, or a time with its zone, such as 2026-11-23T02:00Z.');
}

function namesOf(text: string): readonly string[] {
  return text.split(',').map((name) => name.trim());
}

function wholeNumber(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1 || value > 100)
    throw new InvalidArgumentError('a whole number from 1 to 100');
  return value;
}
