import type { Command } from 'commander';
import { durationLabel } from '../../../lambdas/domain/reporting/labels/duration-label.ts';
import type { ApiResponse } from '../../../lambdas/http/contract/index.ts';
import { apiAddress, localAddressOf } from '../../api/api-address.ts';
import { callApi, isLoopback } from '../../api/api-client.ts';
import { findIncidentId, incidentPath } from '../../api/find-incident.ts';
import { readResponse } from '../../api/read-response.ts';
import { timeOf } from '../../api/time-of.ts';
import { CommandError } from '../../cli/command-error.ts';
import { examples } from '../../cli/examples.ts';
import { openPage } from '../../cli/open-page.ts';
import { plain, printLine } from '../../cli/terminal.ts';
import { headlineText } from '../incidents/incident-labels.ts';

type ShownIncident = ApiResponse<'GET /v1/incidents/{id}'>;

interface Options {
  readonly url?: string;
  readonly link?: string;
}

/**
 * `firebreak approve [ID]` and `firebreak reject [ID]`: show what is asked and open the page where it is decided. A decision takes the personal
 * link and the code of the mail, so no command line makes one.
 */
export function register(program: Command): void {
  for (const [name, description] of [
    ['approve', 'show what is asked, and open the page where you approve it'],
    ['reject', 'show what is asked, and open the page where you reject it'],
  ] as const) {
    program
      .command(name)
      .description(description)
      .argument('[id]', 'the incident; without one, the only one that waits for a decision')
      .option('--link <address>', 'your personal link from the mail: opens the page itself')
      .option('--url <address>', 'the installation (default: FIREBREAK_URL, else the one of "npm start")')
      .addHelpText(...examples(`firebreak ${name}`, `firebreak ${name} 7XK2QD`))
      .action(openDecision);
  }
}

async function openDecision(given: string | undefined, { url, link }: Options): Promise<void> {
  const base = await apiAddress(url);
  const id = given === undefined ? await onlyWaiting(base) : await findIncidentId(base, given);
  const incident = readResponse('GET /v1/incidents/{id}', await callApi(base, incidentPath(id)));
  const approval = incident.approvals.find(({ state }) => state === 'pending');
  if (approval === undefined) {
    throw new CommandError(`${id} waits for no decision`, {
      next: `See how it stands: firebreak incidents show ${id}`,
    });
  }
  printLine(askedText(incident, approval, await timeOf(base)));
  // On the laptop the demo has the mail of everybody, with link and code at one tap.
  const api = isLoopback(base) ? await localAddressOf('api') : null;
  const address = link ?? (api === null ? incident.links.page : `${api}/demo`);
  const isOpened = await openPage(address);
  // A personal link is a key: it is not repeated here.
  const shown = link === undefined ? `: ${address}` : ' with your link';
  printLine(isOpened ? `Opened in the browser${shown}` : `Open it in a browser${shown}`);
}

function askedText(
  incident: ShownIncident,
  { stepIndex, reasons, expiresAt }: ShownIncident['approvals'][number],
  now: Date,
): string {
  const step = incident.plan?.steps.find(({ index }) => index === stepIndex);
  const people = incident.waiting?.people.join(', ') || 'the approvers';
  return [
    `${plain(`${incident.severity} ${incident.service}/${incident.environment}`)}: ${headlineText(incident)}`,
    `Asked: ${plain(step?.summary ?? `step ${stepIndex + 1}`)}`,
    ...reasons.map((reason) => `  ${plain(reason)}`),
    `${durationLabel(Date.parse(expiresAt) - now.getTime())} left. Link and code are in the mail to ${plain(people)}.`,
  ].join('\n');
}

async function onlyWaiting(base: string): Promise<string> {
  const response = await callApi(base, '/v1/incidents?status=awaiting-approval&limit=100');
  const { incidents } = readResponse('GET /v1/incidents', response);
  const [first] = incidents;
  if (first === undefined) {
    throw new CommandError('No incident waits for a decision', {
      next: 'See "firebreak incidents list --status open".',
    });
  }
  if (incidents.length === 1) return first.id;
  throw new CommandError(`${incidents.length} incidents wait for a decision`, {
    next: `Say which:\n${incidents.map((each) => `  ${each.id}  ${plain(each.service)}: ${headlineText(each)}`).join('\n')}`,
    exitCode: 2,
  });
}
