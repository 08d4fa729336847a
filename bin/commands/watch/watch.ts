import { setTimeout } from 'node:timers/promises';
import type { Command } from 'commander';
import { apiAddress } from '../../api/api-address.ts';
import { callApi, isLoopback } from '../../api/api-client.ts';
import { findIncidentId } from '../../api/find-incident.ts';
import { readResponse } from '../../api/read-response.ts';
import { timeOf } from '../../api/time-of.ts';
import { CommandError } from '../../cli/command-error.ts';
import { examples } from '../../cli/examples.ts';
import { printLine } from '../../cli/terminal.ts';
import { listText, stopsText } from '../incidents/list-text.ts';
import { timelineText } from '../incidents/timeline-text.ts';
import { type Look, newsOf, nothingSeen } from './watch-news.ts';
import { statusLines } from './watch-text.ts';

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
  let memory = nothingSeen;
  for (;;) {
    const look = await patiently(() => lookAt(base, id));
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
  const path = `/v1/incidents/${id}`;
  const incident = readResponse('GET /v1/incidents/{id}', await callApi(base, path));
  const { entries } = readResponse(
    'GET /v1/incidents/{id}/timeline',
    await callApi(base, `${path}/timeline`),
  );
  return { incident, entries };
}

/** The open incidents: on a terminal the screen is drawn anew at each look, elsewhere only what changed is printed. */
async function watchOpen(base: string, pauseSeconds: number): Promise<void> {
  const isTerminal = process.stdout.isTTY === true;
  let before = '';
  for (;;) {
    const shown = await patiently(() => openText(base));
    if (shown !== null && shown !== before) {
      if (isTerminal) process.stdout.write('\u001B[2J\u001B[H');
      printLine(shown);
      before = shown;
    }
    await setTimeout(pauseSeconds * 1000);
  }
}

async function openText(base: string): Promise<string> {
  const response = await callApi(base, '/v1/incidents?status=open&limit=100');
  const { incidents, killSwitches } = readResponse('GET /v1/incidents', response);
  const list = incidents.length === 0 ? 'No incident is open.' : listText(incidents, await timeOf(base));
  return [stopsText(killSwitches), list].filter((text) => text !== '').join('\n\n');
}

const patience = 5;
let failures = 0;

/** An answer that fails now and then ends nothing; five in a row do. */
async function patiently<Result>(look: () => Promise<Result>): Promise<Result | null> {
  try {
    const result = await look();
    failures = 0;
    return result;
  } catch (error) {
    failures += 1;
    if (failures >= patience || !(error instanceof CommandError)) throw error;
    return null;
  }
}

function seconds(text: string): number {
  const value = Number(text);
  if (Number.isInteger(value) && value >= 1 && value <= 300) return value;
  throw new CommandError('--every takes 1 to 300 seconds', { exitCode: 2 });
}
