import type { Command } from 'commander';
import { apiAddress } from '../../api/api-address.ts';
import { callApi } from '../../api/api-client.ts';
import { findIncidentId, incidentPath } from '../../api/find-incident.ts';
import { readResponse } from '../../api/read-response.ts';
import { timeOf } from '../../api/time-of.ts';
import { examples } from '../../cli/examples.ts';
import { printJson, printLine } from '../../cli/terminal.ts';
import { incidentText } from './incident-text.ts';
import { addList } from './list-incidents.ts';
import { addCommands } from './post-command.ts';
import { idArgument, type ReadingOptions, reading } from './reading-options.ts';
import { similarText } from './similar-text.ts';
import { timelineText } from './timeline-text.ts';

/** `firebreak incidents …`: reads incidents and tells them what a person decided. */
export function register(program: Command): void {
  const incidents = program.command('incidents').description('list, show and control incidents');
  addList(incidents);
  reading(incidents.command('show').description('one incident'))
    .argument(...idArgument)
    .addHelpText(
      ...examples(
        'firebreak incidents show 7XK2QD',
        'firebreak incidents show inc_01KATZ3V000000000000000001 --json',
      ),
    )
    .action(show);
  reading(incidents.command('timeline').description('everything seen, decided and done in an incident'))
    .argument(...idArgument)
    .addHelpText(...examples('firebreak incidents timeline 7XK2QD'))
    .action(timeline);
  reading(incidents.command('similar').description('former incidents like it, and what ended them'))
    .argument(...idArgument)
    .addHelpText(...examples('firebreak incidents similar 7XK2QD'))
    .action(similar);
  addCommands(incidents);
}

async function show(given: string, { url, json }: ReadingOptions): Promise<void> {
  const base = await apiAddress(url);
  const response = await callApi(base, incidentPath(await findIncidentId(base, given)));
  if (json) return printJson(response);
  printLine(incidentText(readResponse('GET /v1/incidents/{id}', response), await timeOf(base)));
}

async function timeline(given: string, { url, json }: ReadingOptions): Promise<void> {
  const base = await apiAddress(url);
  const response = await callApi(base, incidentPath(await findIncidentId(base, given), '/timeline'));
  if (json) return printJson(response);
  printLine(timelineText(readResponse('GET /v1/incidents/{id}/timeline', response).entries));
}

async function similar(given: string, { url, json }: ReadingOptions): Promise<void> {
  const base = await apiAddress(url);
  const response = await callApi(base, incidentPath(await findIncidentId(base, given), '/similar'));
  if (json) return printJson(response);
  const { similar: found } = readResponse('GET /v1/incidents/{id}/similar', response);
  printLine(found.length === 0 ? 'No former incident is really like it.' : similarText(found));
}
