import type { Command } from 'commander';
import { evidenceKinds } from '../../../lambdas/evidence/index.ts';
import { incidentBrief } from '../../../lambdas/http/brief/incident-brief.ts';
import { apiAddress } from '../../api/api-address.ts';
import { callApi } from '../../api/api-client.ts';
import { findIncidentId, incidentPath } from '../../api/find-incident.ts';
import { readResponse } from '../../api/read-response.ts';
import { examples } from '../../cli/examples.ts';
import { idArgument } from '../incidents/reading-options.ts';

/** `firebreak brief ID`: an incident as Markdown, for a chat or an agent. */
export function register(program: Command): void {
  program
    .command('brief')
    .description('an incident in two kilobytes of Markdown, to paste into a chat or give to an agent')
    .argument(...idArgument)
    .option('--url <address>', 'the installation (default: FIREBREAK_URL, else the one of "npm start")')
    .addHelpText(...examples('firebreak brief 7XK2QD', 'firebreak brief 7XK2QD | pbcopy'))
    .action(brief);
}

async function brief(given: string, { url }: { readonly url?: string }): Promise<void> {
  const base = await apiAddress(url);
  const response = await callApi(base, incidentPath(await findIncidentId(base, given)));
  const incident = readResponse('GET /v1/incidents/{id}', response);
  process.stdout.write(incidentBrief(incident, evidenceKinds));
}
