import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import type { Command } from 'commander';
import { changeSourcesByName } from '../../../lambdas/sources/changes/index.ts';
import { objectOf, parseJson, textOf } from '../../../lambdas/sources/reading/json.ts';
import { liveSecrets } from '../../../lambdas/use-cases/intake/authenticate-sender.ts';
import { apiAddress } from '../../api/api-address.ts';
import { timeOf } from '../../api/time-of.ts';
import { CommandError } from '../../cli/command-error.ts';
import { examples } from '../../cli/examples.ts';
import { stateFolder } from '../../cli/state-option.ts';
import { printJson, printLine } from '../../cli/terminal.ts';
import { postDelivery } from '../../deliveries/post-delivery.ts';
import { signDelivery } from '../../deliveries/sign-delivery.ts';
import { sourceAddress } from '../../deliveries/source-address.ts';
import { sourceNamed } from '../../deliveries/source-named.ts';

interface SendOptions {
  readonly source: string;
  readonly change?: boolean;
  readonly url?: string;
  readonly json?: boolean;
}

const localSourcesSecret = 'firebreak/local/sources';
const secretVariable = 'FIREBREAK_SOURCE_SECRET';

export function register(program: Command): void {
  program
    .command('send')
    .description('sign a recorded delivery as its source would, and post it')
    .requiredOption('--source <name>', 'the source to send as')
    .option('--change', 'report a change: the source is one of changes')
    .option('--url <base>', 'base URL of the API; the default is the one that npm start is serving')
    .option('--json', 'print status and body of the response as JSON')
    .argument('<file>', 'raw body, or - for standard input')
    .addHelpText('after', `\nThe secret is the local one, or what ${secretVariable} holds.`)
    .addHelpText(
      ...examples(
        'firebreak send --source alertmanager alert.json',
        'firebreak send --change --source generic deploy.json',
        'cat alert.json | firebreak send --source grafana -',
      ),
    )
    .action(send);
}

async function send(file: string, { source: name, change, url, json }: SendOptions): Promise<void> {
  const { path, secretName } = change ? changeAddress(name) : alertAddress(name);
  const body = file === '-' ? await buffer(process.stdin) : await readBody(file);
  const base = await apiAddress(url);
  const secret = await sourceSecret(secretName);
  const headers = signDelivery(secretName, { secret, body, now: await timeOf(base), id: randomUUID() });
  const response = await postDelivery(base + path, headers, body);
  const text = await response.text();
  if (json) printJson({ status: response.status, body: parseJson(text) ?? text });
  else printLine(`${response.status} ${text}`);
  if (!response.ok) process.exitCode = 1;
}

interface Address {
  readonly path: string;
  /** Under which the secret stands, and how the delivery is signed. */
  readonly secretName: string;
}

function alertAddress(name: string): Address {
  const source = sourceNamed(name);
  return { path: sourceAddress('', source.name), secretName: source.name };
}

function changeAddress(name: string): Address {
  const source = changeSourcesByName.get(name);
  if (source !== undefined) return { path: `/v1/changes/${source.name}`, secretName: source.secretName };
  throw new CommandError(`There is no source of changes named ${name}`, {
    next: `There are ${[...changeSourcesByName.keys()].join(', ')}.`,
    exitCode: 2,
  });
}

async function sourceSecret(source: string): Promise<string> {
  const given = process.env[secretVariable];
  if (given) return given;
  const local = textOf((await readLocal('secrets.json'))[localSourcesSecret]);
  const [newest] = local === null ? [] : liveSecrets(local, source);
  if (newest !== undefined) return newest;
  throw new CommandError(`There is no local secret for ${source}`, {
    next: `Run npm start first, or put the secret into ${secretVariable}.`,
  });
}

async function readLocal(file: string): Promise<Readonly<Record<string, unknown>>> {
  try {
    return objectOf(parseJson(await readFile(join(stateFolder(), file), 'utf8')));
  } catch {
    return {};
  }
}

async function readBody(file: string): Promise<Buffer> {
  try {
    return await readFile(file);
  } catch (cause) {
    throw new CommandError(`Cannot read ${file}`, {
      next: 'Give the path of a file with the raw body.',
      cause,
      exitCode: 2,
    });
  }
}
