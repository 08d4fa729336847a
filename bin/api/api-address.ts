import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { objectOf, parseJson, textOf } from '../../lambdas/sources/reading/json.ts';
import { CommandError } from '../cli/command-error.ts';
import { stateFolder } from '../cli/state-option.ts';

/**
 * Base URL of the installation a command talks to, without a slash at the end: `--url`, FIREBREAK_URL, or the one that
 * `npm start` runs in this folder.
 */
export async function apiAddress(
  given: string | undefined,
  env: NodeJS.ProcessEnv = process.env,
): Promise<string> {
  const address = given ?? (env['FIREBREAK_URL'] || (await localAddressOf('api')));
  if (address === null) {
    throw new CommandError(
      `No Firebreak to talk to: there is no ${join(stateFolder(), 'local.json')}, here or above`,
      {
        next: 'Run "npm start" in this folder, or name its state folder with --state, or give the address with --url or FIREBREAK_URL.',
        exitCode: 2,
      },
    );
  }
  if (!/^https?:/.test(address) || !URL.canParse(address)) {
    throw new CommandError(`Not an address: ${address}`, {
      next: 'It looks like https://….execute-api.eu-central-1.amazonaws.com/prod',
      exitCode: 2,
    });
  }
  return address.replace(/\/+$/, '');
}

/** An address that `npm start` has written down: `api`, `console`, `inbox`; null where nothing runs. */
export async function localAddressOf(name: string): Promise<string | null> {
  const text = await readFile(join(stateFolder(), 'local.json'), 'utf8').catch(() => null);
  return text === null ? null : textOf(objectOf(parseJson(text))?.[name]);
}
