import { randomUUID } from 'node:crypto';
import type { LedgerLine } from '../../lambdas/ports/delivery-ledger.ts';
import { liveSecrets } from '../../lambdas/use-cases/intake/authenticate-sender.ts';
import { timeOf } from '../api/time-of.ts';
import { CommandError } from '../cli/command-error.ts';
import { postDelivery } from '../deliveries/post-delivery.ts';
import { sampleBody } from '../deliveries/samples.ts';
import { signDelivery } from '../deliveries/sign-delivery.ts';
import { sourceAddress } from '../deliveries/source-address.ts';
import { sourceNamed } from '../deliveries/source-named.ts';
import type { Installation } from './installation.ts';
import { awaitLines, type LedgerSnapshot, snapshotLedger } from './ledger-objects.ts';

export interface SentSample {
  readonly status: number;
  readonly responseBody: string;
  /** Which of the live secrets was accepted, newest first. */
  readonly secretIndex: number;
}

export interface Sample {
  readonly sent: SentSample;
  /** What the ledger says about it; null when it does not say yet. */
  readonly line: LedgerLine | null;
  /** False: the ledger could not be read from here. */
  readonly isLedgerRead: boolean;
}

export interface SampleChoice {
  /** A firing alert; otherwise one that resolves what never fired, which opens nothing. */
  readonly openIncident?: boolean;
  /** Seconds to wait for the ledger. */
  readonly wait: number;
}

/** By how much this computer's clock may be ahead of AWS's. */
const clockSkewMilliseconds = 10 * 60 * 1000;

/** Sends a sample to the real ingest endpoint, as the vendor would, and waits for what the ledger says about it. */
export async function sendSample(
  name: string,
  installation: Installation,
  { openIncident = false, wait }: SampleChoice,
): Promise<Sample> {
  sourceNamed(name);
  const id = `firebreak-test-${randomUUID()}`;
  const api = await installation.api();
  const now = await timeOf(api);
  const body = sampleBody(name, { status: openIncident ? 'firing' : 'resolved', id, now });
  if (body === null) throw onlySnsCanSend(name);
  const secrets = await secretsOf(name, installation);
  const since = new Date(now.getTime() - clockSkewMilliseconds).toISOString();
  const before = await snapshotLedger(installation, since).catch(() => null);
  const sent = await send({ api, name, now, body: Buffer.from(body) }, secrets);
  const line =
    isAccepted(sent) && before !== null
      ? await findLine(installation, before, { id, since, seconds: wait })
      : null;
  return { sent, line, isLedgerRead: before !== null };
}

export function isAccepted({ status }: SentSample): boolean {
  return status >= 200 && status < 300;
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
): Promise<SentSample> {
  let sent: SentSample | null = null;
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

function onlySnsCanSend(name: string): CommandError {
  return new CommandError(`Only SNS itself can sign for ${name}`, {
    next: 'Publish something to the topic, or trigger an alarm: aws cloudwatch set-alarm-state --alarm-name NAME --state-value OK --state-reason test',
    exitCode: 2,
  });
}
