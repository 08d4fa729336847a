import type { LedgerLine } from '../../../lambdas/ports/delivery-ledger.ts';
import { objectOf, parseJson, textOf } from '../../../lambdas/sources/reading/json.ts';
import { plain, printJson, printLine } from '../../cli/terminal.ts';
import { findInstallation, type InstallationOptions } from '../../installation/installation.ts';
import { isAccepted, type SentSample, sendSample } from '../../installation/send-sample.ts';

export interface TestOptions extends InstallationOptions {
  readonly openIncident?: boolean;
  readonly wait: number;
  readonly json?: boolean;
}

/** Sends a sample to the real ingest endpoint, as the vendor would, and shows what the ledger says about it. */
export async function testSource(name: string, options: TestOptions): Promise<void> {
  const installation = findInstallation(options);
  const { sent, line, isLedgerRead } = await sendSample(name, installation, options);
  const accepted = isAccepted(sent);
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
  for (const text of report(name, installation.name, sent, line, !isLedgerRead)) printLine(text);
}

function report(
  name: string,
  where: string,
  { status, responseBody, secretIndex }: SentSample,
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

function deliveryIdOf(responseBody: string): string | null {
  return textOf(objectOf(parseJson(responseBody))['deliveryId']);
}
