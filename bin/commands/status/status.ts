import { type Command, Option } from 'commander';
import { loadPolicy } from '../../../lambdas/adapters/policy/load-policy.ts';
import {
  type PublicState,
  publicStates,
} from '../../../lambdas/domain/records/public-status/public-status.ts';
import { apiAddress } from '../../api/api-address.ts';
import { callApi } from '../../api/api-client.ts';
import { findIncidentId, incidentPath } from '../../api/find-incident.ts';
import { readResponse } from '../../api/read-response.ts';
import { CommandError } from '../../cli/command-error.ts';
import { examples } from '../../cli/examples.ts';
import { ofInstallation } from '../../cli/options.ts';
import { plain, printJson, printLine } from '../../cli/terminal.ts';
import { accessOf } from '../../installation/access-of.ts';
import { findInstallation, type InstallationOptions } from '../../installation/installation.ts';
import { statusPagesOf } from '../../installation/status-pages-of.ts';
import { postAs } from '../incidents/post-as.ts';
import { commanding, idArgument, type ReadingOptions, reading } from '../incidents/reading-options.ts';
import { draftText, type ShownStatus, statusText } from './status-text.ts';

interface ReleaseOptions extends ReadingOptions {
  readonly as?: string;
  readonly link?: string;
  readonly draft?: string;
  readonly is?: PublicState;
  readonly text?: string;
}

/** `firebreak status …`: what the public reads about an incident. */
export function register(program: Command): void {
  const group = program.command('status').description('what the public reads about an incident');
  reading(group.command('draft').description('what could be said now; tells nobody'))
    .argument(...idArgument)
    .addHelpText(...examples('firebreak status draft 7XK2QD'))
    .action(draft);
  commanding(group.command('release').description('tell the public; it cannot be taken back'))
    .argument(...idArgument)
    .option('--draft <id>', 'the draft that you have read')
    .addOption(
      new Option('--is <state>', 'with --text, without --draft: how it stands').choices([...publicStates]),
    )
    .option('--text <text>', 'your own words, in place of those of the draft')
    .addHelpText(
      ...examples(
        'firebreak status release 7XK2QD --draft drf_3f9a0c71b2de',
        'firebreak status release 7XK2QD --is resolved --text "Checkout works again."',
      ),
    )
    .action(release);
  reading(group.command('show').description('what was released, by whom, and which page has it'))
    .argument(...idArgument)
    .addHelpText(...examples('firebreak status show 7XK2QD'))
    .action(show);
  ofInstallation(
    group.command('test').description('ask each status page whether it would take a release; changes none'),
  )
    .option('--policy <dir>', 'folder of the policy that is deployed', 'policy')
    .addHelpText(...examples('firebreak status test'))
    .action(testPages);
}

async function read(
  given: string,
  { url }: ReadingOptions,
): Promise<{ readonly id: string; readonly status: ShownStatus }> {
  const base = await apiAddress(url);
  const id = await findIncidentId(base, given);
  const response = await callApi(base, incidentPath(id, '/status'));
  return { id, status: readResponse('GET /v1/incidents/{id}/status', response) };
}

async function draft(given: string, options: ReadingOptions): Promise<void> {
  const { id, status } = await read(given, options);
  if (options.json) return printJson({ draft: status.draft, why: status.why });
  printLine(draftText(status, id));
}

async function show(given: string, options: ReadingOptions): Promise<void> {
  const { status } = await read(given, options);
  if (options.json) return printJson(status);
  printLine(statusText(status));
}

async function release(given: string, options: ReleaseOptions): Promise<void> {
  const { url, json, draft: draftId, is: state, text } = options;
  if (draftId === undefined && (state === undefined || text === undefined)) {
    throw new CommandError('Which draft have you read?', {
      next: 'See "firebreak status draft ID", then give --draft; or give --is and --text.',
      exitCode: 2,
    });
  }
  const body = {
    ...(draftId === undefined ? {} : { draft: draftId }),
    ...(state === undefined ? {} : { state }),
    ...(text === undefined ? {} : { text }),
  };
  const post = { below: '/status', byLink: '/v1/console/status', body };
  const { id, response } = await postAs(await apiAddress(url), given, post, options);
  if (json) return printJson(response);
  const made = readResponse('POST /v1/incidents/{id}/status', response).release;
  printLine(`Released (${made.state}): ${plain(made.title)}. ${plain(made.text)}`);
  printLine(`Pages get it within two minutes. See: firebreak status show ${plain(id)}`);
}

async function testPages({
  policy: directory,
  ...options
}: InstallationOptions & { readonly policy: string }): Promise<void> {
  const { people } = await loadPolicy(directory);
  const pages = await statusPagesOf(findInstallation(options), people);
  if (pages.length === 0) {
    printLine('people.yaml names no status page: nothing is published (docs/status-pages.md).');
    return;
  }
  for (const page of pages) {
    const problems = await accessOf(page);
    if (problems.length > 0) process.exitCode = 1;
    const { id, page: kind, to } = page.place;
    printLine(`${id} (${kind}, ${plain(to)}): ${problems.length === 0 ? 'would take a release' : ''}`);
    for (const problem of problems) printLine(`  ${plain(problem)}`);
  }
}
