import { createPublicKey } from 'node:crypto';
import { appendFile, readFile, rename, rm, writeFile } from 'node:fs/promises';
import type { Command } from 'commander';
import {
  type CheckedBundle,
  checkBundle,
  lineOf,
} from '../../../lambdas/domain/reporting/bundle/check-bundle.ts';
import { isSignedBy, signedText } from '../../../lambdas/domain/reporting/bundle/signed-text.ts';
import type { ApiResponse } from '../../../lambdas/http/contract/index.ts';
import { apiAddress } from '../../api/api-address.ts';
import { callApi } from '../../api/api-client.ts';
import { findIncidentId, incidentPath } from '../../api/find-incident.ts';
import { readResponse } from '../../api/read-response.ts';
import { CommandError } from '../../cli/command-error.ts';
import { examples } from '../../cli/examples.ts';
import { plain, printJson, printLine } from '../../cli/terminal.ts';
import { idArgument } from '../incidents/reading-options.ts';
import { fileLines } from './file-lines.ts';

const route = 'GET /v1/incidents/{id}/export';

interface ExportOptions {
  readonly url?: string;
  readonly out?: string;
}

interface VerifyOptions {
  readonly head?: string;
  readonly key?: string;
  readonly json: boolean;
}

/** `firebreak export` and `firebreak verify`: everything on record about an incident, and whether it is as it was. */
export function register(program: Command): void {
  program
    .command('export')
    .description('write everything on record about an incident, as JSON lines with a hash chain')
    .argument(...idArgument)
    .option('--out <file>', 'where to (default: <id>.jsonl); - is the terminal')
    .option('--url <address>', 'the installation (default: FIREBREAK_URL, else the one of "npm start")')
    .addHelpText(...examples('firebreak export inc_01KATZ3V000000000000000001'))
    .action(exportBundle);
  program
    .command('verify')
    .description(
      'check an exported file, offline: names the first line that was altered, added, moved or lost',
    )
    .argument('<file>', 'as "firebreak export" wrote it')
    .option('--head <hash>', 'the SHA-256 of the record, from the closing mail or the timeline')
    .option('--key <file>', 'the public key (PEM) that must have signed the record')
    .option('--json', 'print the result as JSON', false)
    .addHelpText('after', '\nExit code 1: it is not as it was written.')
    .addHelpText(...examples('firebreak verify inc_01KATZ3V000000000000000001.jsonl --head 9f2c…'))
    .action(verify);
}

async function exportBundle(given: string, { url, out: wanted }: ExportOptions): Promise<void> {
  const base = await apiAddress(url);
  const incident = await findIncidentId(base, given);
  const out = wanted ?? `${incident}.jsonl`;
  const part = `${out}.part`;
  let from: number | null = 1;
  let lines = 0;
  if (out !== '-') await writeFile(part, '');
  try {
    while (from !== null) {
      const page = await readPage(base, incident, from);
      const text = page.lines.map((line) => `${line}\n`).join('');
      if (out === '-') process.stdout.write(text);
      else await appendFile(part, text);
      lines += page.lines.length;
      from = page.next;
    }
    if (out !== '-') await rename(part, out);
  } catch (error) {
    if (out !== '-') await rm(part, { force: true });
    throw error;
  }
  if (out !== '-') printLine(`${lines} lines are in ${out}. Check them: npx firebreak verify ${out}`);
}

async function readPage(base: string, incident: string, from: number): Promise<ApiResponse<typeof route>> {
  const path = incidentPath(incident, `/export?from=${from}`);
  return readResponse(route, await callApi(base, path));
}

async function verify(file: string, { head, key, json }: VerifyOptions): Promise<void> {
  const publicKey = key === undefined ? null : await readKey(key);
  const checked = await checkFile(file);
  const problem = problemOf(checked, head) ?? signatureProblem(checked, publicKey);
  if (problem !== null) process.exitCode = 1;
  if (json)
    return printJson({ ok: problem === null, problem, ...checked, since: Object.fromEntries(checked.since) });
  if (problem !== null) throw new CommandError(`${file} is not as it was written: ${plain(problem)}`);
  for (const line of reportOf(checked, head)) printLine(line);
  if (publicKey !== null) printLine('The seal is signed by the key you gave.');
}

/** Read twice, line by line: no file is too large. */
async function checkFile(file: string): Promise<CheckedBundle> {
  const numbers = new Set<number>();
  for await (const text of fileLines(file)) {
    const line = lineOf(text.replace(/\n$/, ''));
    if (line !== null) numbers.add(line.n);
  }
  return await checkBundle(fileLines(file), numbers);
}

function problemOf({ fault, sealed, head: last }: CheckedBundle, given: string | undefined): string | null {
  if (fault !== null) return `line ${fault.line}: ${fault.text} (${fault.fault})`;
  if (given === undefined) return null;
  const wanted = given.toLowerCase();
  if (sealed?.head === wanted || last === wanted) return null;
  return `its hash is ${sealed?.head ?? last}, and not ${wanted}`;
}

function signatureProblem({ sealed, incidentId }: CheckedBundle, publicKey: string | null): string | null {
  if (publicKey === null) return null;
  if (sealed === null) return 'it was not sealed at a closing, so nothing in it is signed';
  if (sealed.signature === null) return 'its seal is not signed';
  const text = signedText(incidentId ?? '', sealed.head);
  return isSignedBy(publicKey, text, sealed.signature) ? null : 'its seal is not signed by the key you gave';
}

/** The public part of a key, as "aws kms get-public-key" and openssl write it. */
async function readKey(file: string): Promise<string> {
  try {
    const key = createPublicKey(await readFile(file, 'utf8'));
    return key.export({ type: 'spki', format: 'pem' }).toString();
  } catch (cause) {
    throw new CommandError(`${file} is not the public part of a key in PEM`, { cause, exitCode: 2 });
  }
}

function reportOf({ incidentId, lines, head, sealed, since }: CheckedBundle, given: string | undefined) {
  const changes = [...since].map(([kind, count]) => `${count} ${kind}`).join(', ');
  return [
    `${plain(incidentId ?? '')}: ${lines} lines, each as it was written.`,
    sealed === null
      ? `It was not sealed at a closing. SHA-256 of all of it: ${head}`
      : `Sealed at its closing: ${sealed.lines} lines, SHA-256 ${sealed.head}`,
    ...(sealed === null ? [] : [`Since then: ${changes || 'nothing'}`]),
    given === undefined
      ? 'Whoever wrote the file could have written all of it anew: compare the hash with the closing mail (--head).'
      : 'The hash is the one you gave.',
  ];
}
