import { setTimeout } from 'node:timers/promises';
import { type Command, InvalidArgumentError } from 'commander';
import type { ApiResponse } from '../../../lambdas/http/contract/index.ts';
import { apiAddress } from '../../api/api-address.ts';
import { callApi, isLoopback } from '../../api/api-client.ts';
import { findIncidentId, incidentPath } from '../../api/find-incident.ts';
import { readResponse } from '../../api/read-response.ts';
import { timeOf } from '../../api/time-of.ts';
import { terminalColumns } from '../../cli/columns.ts';
import { CommandError } from '../../cli/command-error.ts';
import { examples } from '../../cli/examples.ts';
import { printLine } from '../../cli/terminal.ts';
import { timelineText } from '../incidents/timeline-text.ts';
import { drawnOver, openScreen } from './open-screen.ts';
import { changedLines, type Look, newsOf, nothingSeen } from './watch-news.ts';
import { statusLines } from './watch-text.ts';

type ListResponse = ApiResponse<'GET /v1/incidents'>;
type ListedIncident = ListResponse['incidents'][number];

interface Options {
  readonly url?: string;
  readonly every?: number;
}

/** `firebreak watch [ID]`: what happens, as it happens. */
export function register(program: Command): void {
  program
    .command('watch')
    .description('follow one incident until it is closed, or the open ones')
    .argument('[id]', 'an incident; without one, all that are open')
    .option('--every <seconds>', 'how often to look (default: 1 on this computer, else 5)', seconds)
    .option('--url <address>', 'the installation (default: FIREBREAK_URL, else the one of "npm start")')
    .addHelpText(...examples('firebreak watch', 'firebreak watch 7XK2QD'))
    .action(watch);
}

async function watch(given: string | undefined, { url, every }: Options): Promise<void> {
  const base = await apiAddress(url);
  const pauseSeconds = every ?? (isLoopback(base) ? 1 : 5);
  await (given === undefined
    ? watchOpen(base, pauseSeconds)
    : watchOne(base, await findIncidentId(base, given), pauseSeconds));
}

/** New entries below those before, and a line for each change of what it waits for. Ends once it is closed. */
async function watchOne(base: string, id: string, pauseSeconds: number): Promise<void> {
  const next = patient(() => lookAt(base, id));
  let memory = nothingSeen;
  for (;;) {
    const look = await next();
    if (look !== null) {
      const news = newsOf(look, memory);
      ({ memory } = news);
      if (news.entries.length > 0) printLine(timelineText(news.entries));
      if (news.isChanged) printLine(statusLines(look.incident, await timeOf(base)));
      if (news.isOver) return;
    }
    await setTimeout(pauseSeconds * 1000);
  }
}

async function lookAt(base: string, id: string): Promise<Look> {
  const incident = readResponse('GET /v1/incidents/{id}', await callApi(base, incidentPath(id)));
  const { entries } = readResponse(
    'GET /v1/incidents/{id}/timeline',
    await callApi(base, incidentPath(id, '/timeline')),
  );
  return { incident, entries };
}

/** The open incidents: on a terminal the screen is drawn anew at each look, elsewhere a line is printed for each that changed. */
async function watchOpen(base: string, pauseSeconds: number): Promise<void> {
  const next = patient(() => readOpen(base));
  let before: readonly ListedIncident[] = [];
  let isFirst = true;
  for (;;) {
    const found = await next();
    if (found !== null && process.stdout.isTTY) {
      const rows = process.stdout.rows || 24;
      const text = openScreen(found, await timeOf(base), { rows, columns: terminalColumns() });
      process.stdout.write(`${isFirst ? '\u001B[2J' : ''}${drawnOver(text)}`);
      isFirst = false;
    } else if (found !== null) {
      for (const line of changedLines(before, found.incidents)) printLine(line);
      before = found.incidents;
    }
    await setTimeout(pauseSeconds * 1000);
  }
}

async function readOpen(base: string): Promise<ListResponse> {
  return readResponse('GET /v1/incidents', await callApi(base, '/v1/incidents?status=open&limit=100'));
}

const patience = 5;

/** An answer that fails now and then ends nothing; five in a row do. */
function patient<Result>(look: () => Promise<Result>): () => Promise<Result | null> {
  let failures = 0;
  return async () => {
    try {
      const result = await look();
      failures = 0;
      return result;
    } catch (error) {
      failures += 1;
      if (failures >= patience || !(error instanceof CommandError)) throw error;
      return null;
    }
  };
}

function seconds(text: string): number {
  const value = Number(text);
  if (Number.isInteger(value) && value >= 1 && value <= 300) return value;
  throw new InvalidArgumentError('Give 1 to 300 seconds.');
}
