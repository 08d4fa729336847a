import { type Command, Option } from 'commander';
import { followUpTypes } from '../../../lambdas/domain/records/follow-up/follow-up.ts';
import type { ApiResponse } from '../../../lambdas/http/contract/index.ts';
import { apiAddress } from '../../api/api-address.ts';
import { callApi } from '../../api/api-client.ts';
import { findIncidentId } from '../../api/find-incident.ts';
import { readResponse } from '../../api/read-response.ts';
import { timeOf } from '../../api/time-of.ts';
import { CommandError } from '../../cli/command-error.ts';
import { examples } from '../../cli/examples.ts';
import { ofInstallation } from '../../cli/options.ts';
import { plain, printJson, printLine } from '../../cli/terminal.ts';
import { named } from '../incidents/identity.ts';
import { idArgument, type ReadingOptions, reading } from '../incidents/reading-options.ts';
import { followUpsText, followUpText, type ShownFollowUp } from './follow-up-text.ts';
import { testTrackers } from './test-trackers.ts';

interface ListOptions extends ReadingOptions {
  readonly service?: string;
  readonly owner?: string;
  readonly incident?: string;
}

interface ChangeOptions extends ReadingOptions {
  readonly incident?: string;
  readonly as?: string;
  readonly text?: string;
  readonly owner?: string;
  readonly due?: string;
  readonly reason?: string;
  readonly type?: string;
}

/** `firebreak followups …`: what is left to do after incidents. */
export function register(program: Command): void {
  const group = program.command('followups').description('what is left to do after incidents');
  reading(group.command('list').description('those that are open or proposed, what is due first on top'))
    .addOption(
      new Option('--open', 'open and proposed ones of every incident (the default)').conflicts('incident'),
    )
    .option('--service <name>', 'only those of this service')
    .option('--owner <person>', 'only those of this person')
    .option('--incident <id>', 'all of one incident, also what is done or dropped')
    .addHelpText(...examples('firebreak followups list --owner ana'))
    .action(list);
  found(group.command('show').description('everything about one'))
    .addHelpText(...examples('firebreak followups show fup_3f9a0c71b2de'))
    .action(show);
  reading(group.command('add').description('add one; it is accepted at once'))
    .argument(...idArgument)
    .argument('<text>', 'what is to be done')
    .addOption(new Option('--type <type>', 'what kind of work it is').choices([...followUpTypes]))
    .option('--owner <person>', 'who does it (default: you)')
    .option('--due <date>', 'until when, such as 2026-12-24')
    .option('--as <person>', 'on a laptop, where nobody signs: in whose name')
    .addHelpText(...examples('firebreak followups add 7Q2K "alert on the age of messages" --owner ana'))
    .action(add);
  changing(group, 'accept', 'it is to be done').addHelpText(
    ...examples('firebreak followups accept fup_3f9a0c71b2de'),
  );
  changing(group, 'done', 'it is done').addHelpText(...examples('firebreak followups done fup_3f9a0c71b2de'));
  changing(group, 'drop', 'it is not done, for a reason')
    .requiredOption('--reason <why>', 'goes on the timeline')
    .addHelpText(
      ...examples('firebreak followups drop fup_3f9a0c71b2de --reason "the service is switched off in May"'),
    );
  changing(group, 'edit', 'change it')
    .option('--text <text>', 'what is to be done')
    .option('--owner <person>', 'who does it')
    .option('--due <date>', 'until when, such as 2026-12-24')
    .addHelpText(...examples('firebreak followups edit fup_3f9a0c71b2de --owner ana --due 2026-12-24'));
  ofInstallation(
    group.command('test').description('ask each tracker whether it would take a ticket; makes none'),
  )
    .option('--policy <dir>', 'folder of the policy that is deployed', 'policy')
    .addHelpText(...examples('firebreak followups test'))
    .action(testTrackers);
}

function found(command: Command): Command {
  return reading(command)
    .argument('<followup>', 'as "firebreak followups list" shows it')
    .option('--incident <id>', 'of one that is done or dropped: its incident');
}

function changing(group: Command, change: string, description: string): Command {
  return found(group.command(change).description(description))
    .option('--as <person>', 'on a laptop, where nobody signs: in whose name')
    .action(async (id: string, options: ChangeOptions) => {
      const base = await apiAddress(options.url);
      const { incidentId } = await find(base, id, options);
      await send(base, { change, incidentId, id }, options);
    });
}

async function read(incident: string | undefined, base: string): Promise<readonly ShownFollowUp[]> {
  const query =
    incident === undefined ? '' : `?incident=${encodeURIComponent(await findIncidentId(base, incident))}`;
  return readResponse('GET /v1/followups', await callApi(base, `/v1/followups${query}`)).followUps;
}

async function list({ url, json, service, owner, incident }: ListOptions): Promise<void> {
  const base = await apiAddress(url);
  const all = await read(incident, base);
  const followUps = all.filter(
    (each) => (service ?? each.service) === each.service && (owner ?? each.owner) === each.owner,
  );
  if (json) return printJson({ followUps });
  printLine(followUps.length === 0 ? 'Nothing is left to do.' : followUpsText(followUps, await timeOf(base)));
}

async function find(base: string, id: string, { incident }: ChangeOptions): Promise<ShownFollowUp> {
  const followUp = (await read(incident, base)).find((each) => each.id === id);
  if (followUp !== undefined) return followUp;
  throw new CommandError(`No follow-up ${plain(id)} is open or proposed`, {
    next: 'See "firebreak followups list". For one that is done or dropped, give --incident ID.',
  });
}

async function show(id: string, options: ChangeOptions): Promise<void> {
  const base = await apiAddress(options.url);
  const followUp = await find(base, id, options);
  if (options.json) return printJson({ followUp });
  printLine(followUpText(followUp, await timeOf(base)));
}

async function add(given: string, text: string, options: ChangeOptions): Promise<void> {
  const base = await apiAddress(options.url);
  const incidentId = await findIncidentId(base, given);
  await send(base, { change: 'add', incidentId, text }, options);
}

async function send(
  base: string,
  given: Readonly<Record<string, string>>,
  { json, as, text, owner, due, reason, type }: ChangeOptions,
): Promise<void> {
  const asked = { text, owner, dueAt: due, reason, type };
  const response = await callApi(base, '/v1/followups', {
    ...Object.fromEntries(Object.entries(asked).filter(([, value]) => value !== undefined)),
    ...given,
    ...named(as),
  });
  if (json) return printJson(response);
  const { followUp }: ApiResponse<'POST /v1/followups'> = readResponse('POST /v1/followups', response);
  printLine(`${plain(followUp.id)} is ${followUp.state}: ${plain(followUp.text)}`);
}
