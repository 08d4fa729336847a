import { randomUUID } from 'node:crypto';
import type { LedgerLine } from '../../../lambdas/ports/delivery-ledger.ts';
import { objectOf, parseJson, textOf } from '../../../lambdas/sources/reading/json.ts';
import { liveSecrets } from '../../../lambdas/use-cases/intake/authenticate-sender.ts';
import { timeOf } from '../../api/time-of.ts';
import { CommandError } from '../../cli/command-error.ts';
import { plain, printJson, printLine } from '../../cli/terminal.ts';
import { postDelivery } from '../../deliveries/post-delivery.ts';
import { sampleBody } from '../../deliveries/samples.ts';
import { signDelivery } from '../../deliveries/sign-delivery.ts';
import { sourceAddress } from '../../deliveries/source-address.ts';
import { sourceNamed } from '../../deliveries/source-named.ts';
import {
  findInstallation,
  type Installation,
  type InstallationOptions,
} from '../../installation/installation.ts';
import { awaitLines, type LedgerSnapshot, snapshotLedger } from '../../installation/ledger-objects.ts';

export interface TestOptions extends InstallationOptions {
  readonly openIncident?: boolean;
  readonly wait: number;
  readonly json?: boolean;
}

interface Sent {
  readonly status: number;
  readonly responseBody: string;
  /** Which of the live secrets was accepted, newest first. */
  readonly secretIndex: number;
}

/** By how much this computer's clock may be ahead of AWS's. */
const clockSkewMilliseconds = 10 * 60 * 1000;

/** Sends a sample to the real ingest endpoint, as the vendor would, and shows what the ledger says about it. */
export async function testSource(name: string, options: TestOptions): Promise<void> {
  sourceNamed(name);
  const installation = findInstallation(options);
  const id = `firebreak-test-${randomUUID()}`;
  const api = await installation.api();
  const now = await timeOf(api);
  const body = sampleBody(name, { status: options.openIncident ? 'firing' : 'resolved', id, now });
  if (body === null) throw onlySnsCanSend(name);
  const secrets = await secretsOf(name, installation);
  const since = new Date(now.getTime() - clockSkewMilliseconds).toISOString();
  const before = await snapshotLedger(installation, since).catch(() => null);
  const sent = await send({ api, name, now, body: Buffer.from(body) }, secrets);
  const accepted = sent.status >= 200 && sent.status < 300;
  const line =
    accepted && before !== null
      ? await findLine(installation, before, { id, since, seconds: options.wait })
      : null;
  if (!accepted) process.exitCode = 1;
  if (options.json) {
    printJson({
      source: name,
      status: sent.status,
      responseBody: parseJson(sent.responseBody) ?? sent.responseBody,
      deliveryId: line?.delivery.id ?? deliveryIdOf(sent.responseBody),
      disposition: line?.disposition ?? null,
      reason: line?.reason ?? null,
      incidentIds: line?.incidentIds ?? [],
    });
    return;
  }
  for (const text of report(name, installation.name, sent, line, before === null)) printLine(text);
}

async function secretsOf(name: string, installation: Installation): Promise<readonly string[]> {
  const given = process.env['FIREBREAK_SOURCE_SECRET'];
  const live = given ? [given] : liveSecrets(await installation.secrets.read(), name);
  if (live.length > 0) return live;
  throw new CommandError(`${name} has no secret on ${installation.name}: it would be refused`, {
    next: `Create one with: npx firebreak sources add ${name}`,
  });
}

/** By the newest secret; while functions still keep the previous ones, by the one before it. */
async function send(
  { api, name, now, body }: { api: string; name: string; now: Date; body: Buffer },
  secrets: readonly string[],
): Promise<Sent> {
  let sent: Sent | null = null;
  for (const [secretIndex, secret] of secrets.entries()) {
    const headers = signDelivery(name, { secret, body, now, id: randomUUID() });
    const response = await postDelivery(sourceAddress(api, name), headers, body);
    sent = { status: response.status, responseBody: await response.text(), secretIndex };
    if (response.status !== 401) break;
  }
  return sent ?? { status: 401, responseBody: '', secretIndex: 0 };
}

async function findLine(
  installation: Installation,
  before: LedgerSnapshot,
  { id, since, seconds }: { id: string; since: string; seconds: number },
): Promise<LedgerLine | null> {
  const wanted = [({ delivery }: LedgerLine) => delivery.body.includes(id)];
  const lines = await awaitLines(installation, before, { since, wanted, seconds });
  return lines.at(-1) ?? null;
}

function report(
  name: string,
  where: string,
  { status, responseBody, secretIndex }: Sent,
  line: LedgerLine | null,
  withoutLedger: boolean,
): readonly string[] {
  if (status === 401) {
    return [
      `${name} was refused by ${where} (401): none of its live secrets is accepted.`,
      'A new secret takes effect within five minutes: try again then.',
    ];
  }
  if (status >= 300) return [`${name}: ${where} answered ${status} ${plain(responseBody)}`];
  const delivery = line?.delivery.id ?? deliveryIdOf(responseBody);
  const older =
    secretIndex === 0 ? '' : ', with the previous secret: the newest takes effect within five minutes';
  const accepted = `accepted  ${status}${delivery === null ? '' : ` as ${plain(delivery)}`}${older}`;
  if (line !== null) return [accepted, `ledger    ${verdict(line)}`, ...afterwards(line)];
  const why = withoutLedger
    ? 'The ledger could not be read from here.'
    : 'The ledger does not know yet what became of it.';
  return [accepted, `${why} Look with: npx firebreak ledger`];
}

function verdict({ disposition, reason }: LedgerLine): string {
  return plain(reason === null ? disposition : `${disposition}: ${reason}`);
}

function afterwards({ incidentIds, disposition }: LedgerLine): readonly string[] {
  if (incidentIds.length > 0) {
    return incidentIds.map(
      (id) => `incident  ${plain(id)}   close it with: npx firebreak incidents resolve ${plain(id)}`,
    );
  }
  if (disposition === 'quarantined') {
    return ['It arrived, and could not be read. See: npx firebreak ledger quarantine --dry-run'];
  }
  return ['It works: the sample resolved an alert that never fired, so no incident was opened.'];
}

function onlySnsCanSend(name: string): CommandError {
  return new CommandError(`Only SNS itself can sign for ${name}`, {
    next: 'Publish something to the topic, or trigger an alarm: aws cloudwatch set-alarm-state --alarm-name NAME --state-value OK --state-reason test',
    exitCode: 2,
  });
}

function deliveryIdOf(responseBody: string): string | null {
  return textOf(objectOf(parseJson(responseBody))['deliveryId']);
}
