import type { AlertSource } from '../../../lambdas/ports/plug-ins/alert-source.ts';
import { paint, printJson, printLine } from '../../cli/terminal.ts';
import { sourceAddress } from '../../deliveries/source-address.ts';
import { sourceNamed } from '../../deliveries/source-named.ts';
import { findInstallation, type InstallationOptions } from '../../installation/installation.ts';
import { readHidden } from '../../secrets/read-hidden.ts';
import { type AddedSecret, addSecret, checkedSecret, makeSecret } from '../../secrets/source-secrets.ts';
import { filledSteps, sourceGuide } from './setup-steps.ts';

export interface AddOptions extends InstallationOptions {
  readonly topic?: string;
  readonly json?: boolean;
}

/** Makes the newest secret of a source and prints what to do at the vendor. Secrets that are there already are never printed. */
export async function addSource(name: string, options: AddOptions): Promise<void> {
  const source = sourceNamed(name);
  const kind = source.credential ?? 'token';
  const installation = findInstallation(options);
  const api = await installation.api();
  const address = sourceAddress(api, name);
  const given = givenSecret(source, options.topic);
  const made = given === null ? makeSecret(kind) : null;
  // Who has to fetch a secret from the vendor needs the address first.
  if (given === null && made === null && process.stdin.isTTY) printGuide(name, api, null);
  const secret = given ?? made ?? checkedSecret(await readHidden(`The secret that ${name} shows: `), kind);
  const added = await installation.secrets.update((value) => addSecret(value, name, secret, kind));
  if (options.json) {
    const { live, dropped, known } = added;
    printJson({ source: name, address, ...(made === null ? {} : { secret: made }), live, dropped, known });
    return;
  }
  printLine(`${paint(name, 'bold')} on ${installation.name}: ${whatChanged(added, kind === 'topic')}\n`);
  printGuide(name, api, made);
  printLine(`Then try it: npx firebreak sources test ${name}`);
}

function printGuide(name: string, api: string, made: string | null): void {
  printLine(`  address  ${sourceAddress(api, name)}`);
  if (made !== null) printLine(`  secret   ${made}   ${paint('(shown once)', 'dim')}`);
  printLine();
  const steps = filledSteps(sourceGuide(name), { api, secret: made ?? '<secret>' });
  for (const [index, step] of steps.entries()) printLine(`  ${index + 1}. ${step}`);
  printLine();
}

/** A topic of the command line, or a secret of the environment; null when there is none. */
function givenSecret({ credential: kind = 'token' }: AlertSource, topic: string | undefined): string | null {
  if (kind === 'topic') return checkedSecret(topic ?? '', kind);
  const secret = process.env['FIREBREAK_SOURCE_SECRET'];
  return secret ? checkedSecret(secret, kind) : null;
}

function whatChanged({ live, dropped, known }: AddedSecret, isTopic: boolean): string {
  if (known) return isTopic ? 'the topic may already send.' : 'this secret is already live.';
  const soon = 'Running functions pick it up within five minutes.';
  if (isTopic) return `the topic may send now; ${live} in all. ${soon}`;
  if (dropped > 0) {
    return `a new secret; the previous one stays live, the one before that does not: a sender that still uses it will be refused. ${soon}`;
  }
  return live > 1 ? `a new secret; the previous one stays live too. ${soon}` : `its first secret. ${soon}`;
}
