import { writeFile } from 'node:fs/promises';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { postmortemSchema } from '../../../lambdas/domain/reporting/postmortem/document/postmortem-schema.ts';
import { postmortemFormats } from '../../../lambdas/pages/postmortem/postmortem-formats.ts';
import { apiAddress } from '../../api/api-address.ts';
import { callApi } from '../../api/api-client.ts';
import { findIncidentId, incidentPath } from '../../api/find-incident.ts';
import { readResponse } from '../../api/read-response.ts';
import { CommandError } from '../../cli/command-error.ts';
import { examples } from '../../cli/examples.ts';
import { plain, printJson, printLine } from '../../cli/terminal.ts';
import { postAs } from '../incidents/post-as.ts';
import { commanding, idArgument, type ReadingOptions, reading } from '../incidents/reading-options.ts';
import { postmortemText } from './postmortem-text.ts';
import { postmortemSchemaText } from './schema-text.ts';

interface EditOptions extends ReadingOptions {
  readonly as?: string;
  readonly link?: string;
}

/** `firebreak postmortem …`: reads, drafts, publishes and hands out the postmortem of an incident. */
export function register(program: Command): void {
  const postmortem = program.command('postmortem').description('show, draft, publish and export postmortems');
  reading(postmortem.command('show').description('how far it is, and its text'))
    .argument(...idArgument)
    .addHelpText(...examples('firebreak postmortem show 7Q2K'))
    .action(show);
  reading(postmortem.command('export').description('the document itself'))
    .argument(...idArgument)
    .addOption(
      new Option('--format <format>', 'as what')
        .choices(postmortemFormats.map(({ name }) => name))
        .default('md'),
    )
    .option('--output <file>', 'where to write it (default: to the terminal)')
    .addHelpText(...examples('firebreak postmortem export 7Q2K --format html --output postmortem.html'))
    .action(exportDocument);
  postmortem
    .command('schema')
    .description('the JSON Schema of the document')
    .addHelpText(...examples('firebreak postmortem schema'))
    .action(() => printLine(postmortemSchemaText().trimEnd()));
  editing(
    postmortem
      .command('write')
      .description('draft it, or bring what is generated up to date; what people wrote stays'),
  )
    .addHelpText(...examples('firebreak postmortem write 7Q2K'))
    .action((id: string, options: EditOptions) => edit(id, { change: 'write' }, options));
  editing(postmortem.command('review').description('give it to others to read'))
    .addHelpText(...examples('firebreak postmortem review 7Q2K'))
    .action((id: string, options: EditOptions) => edit(id, { change: 'review' }, options));
  editing(postmortem.command('publish').description('close it; each question needs an answer or a reason'))
    .option(
      '--leave <question=reason>',
      'why a question stays without an answer (repeat for each)',
      leaving,
      {},
    )
    .addHelpText(...examples('firebreak postmortem publish 7Q2K --leave "QUESTION=nobody remembers"'))
    .action((id: string, options: EditOptions & { readonly leave: Readonly<Record<string, string>> }) =>
      edit(id, { change: 'publish', reasons: options.leave }, options),
    );
  editing(postmortem.command('reopen').description('open a published one again'))
    .requiredOption('--reason <text>', 'why it is to be changed')
    .addHelpText(...examples('firebreak postmortem reopen 7Q2K --reason "the cause was another"'))
    .action((id: string, options: EditOptions & { readonly reason: string }) =>
      edit(id, { change: 'reopen', text: options.reason }, options),
    );
}

function editing(command: Command): Command {
  return commanding(command).argument(...idArgument);
}

function leaving(given: string, all: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const [question = '', ...reason] = given.split('=');
  if (question === '' || reason.length === 0) throw new InvalidArgumentError('give it as QUESTION=REASON');
  return { ...all, [question]: reason.join('=') };
}

async function read(given: string, url: string | undefined) {
  const base = await apiAddress(url);
  const id = await findIncidentId(base, given);
  const response = await callApi(base, incidentPath(id, '/postmortem'));
  return { id, response, ...readResponse('GET /v1/incidents/{id}/postmortem', response) };
}

async function show(given: string, { url, json }: ReadingOptions): Promise<void> {
  const { id, response, document, markdown } = await read(given, url);
  if (json) return printJson(response);
  printLine(document === null ? plain(markdown ?? '') : postmortemText(id, document));
}

async function exportDocument(
  given: string,
  { url, json, format, output }: ReadingOptions & { readonly format: string; readonly output?: string },
): Promise<void> {
  const { id, document, markdown } = await read(given, url);
  const chosen = postmortemFormats.find(({ name }) => name === (json ? 'json' : format));
  if (chosen === undefined) throw new CommandError(`There is no format ${format}`, { exitCode: 2 });
  if (document === null && chosen.name !== 'md') {
    throw new CommandError(
      `An earlier version of Firebreak wrote it, as Markdown only: firebreak postmortem write ${id} drafts one anew`,
    );
  }
  const text = document === null ? (markdown ?? '') : chosen.render(postmortemSchema.parse(document));
  if (output === undefined) return printLine(text.trimEnd());
  await writeFile(output, text);
  printLine(`Written to ${output}`);
}

async function edit(
  meant: string,
  body: Readonly<Record<string, unknown>>,
  { url, json, ...options }: EditOptions,
): Promise<void> {
  const { id, response } = await postAs(
    await apiAddress(url),
    meant,
    { below: '/postmortem', byLink: '/v1/console/postmortem', body },
    options,
  );
  if (json) return printJson(response);
  const { version, state, unanswered } = readResponse('POST /v1/incidents/{id}/postmortem', response);
  const open = unanswered === 1 ? 'one question has' : `${unanswered} questions have`;
  printLine(
    `Version ${version}: ${plain(state)}${unanswered === 0 ? '' : `; ${open} no answer`}. See: firebreak postmortem show ${id}`,
  );
}
