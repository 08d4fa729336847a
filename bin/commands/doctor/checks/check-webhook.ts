import { sources } from '../../../../lambdas/sources/index.ts';
import { liveSecrets } from '../../../../lambdas/use-cases/intake/authenticate-sender.ts';
import { isAccepted, sendSample } from '../../../installation/send-sample.ts';
import { type Check, ok, problem } from '../finding.ts';

/** An alert from outside, through the whole intake: it resolves what never fired, and so opens nothing. */
export const webhook: Check = {
  name: 'webhook',
  needs: 's3:ListBucket and s3:GetObject on the ledger',
  isLocalToo: true,
  async find({ installation }) {
    const value = await installation.secrets.read();
    const source = sources.find(
      ({ name, credential }) => credential !== 'topic' && liveSecrets(value, name).length > 0,
    );
    if (source === undefined)
      return [problem('No sender has a secret to try it with', 'npx firebreak sources add generic')];
    const { sent, line, isLedgerRead } = await sendSample(source.name, installation, { wait: 30 });
    const again = `npx firebreak sources test ${source.name}`;
    if (!isAccepted(sent)) return [problem(`A sample of ${source.name} was answered ${sent.status}`, again)];
    if (!isLedgerRead)
      return [
        {
          state: 'unknown',
          found: 'A sample was accepted; the ledger cannot be read from here',
          next: `Your AWS identity needs ${this.needs}.`,
        },
      ];
    if (line === null)
      return [
        problem(
          'A sample was accepted, but is in the ledger neither now nor within 30 seconds',
          'docs/runbook.md#correlate-alerts',
        ),
      ];
    if (line.incidentIds.length > 0)
      return [
        problem(
          `A sample opened ${line.incidentIds.join(', ')}`,
          'Resolve it, and report this: it should open nothing.',
        ),
      ];
    return line.disposition === 'quarantined'
      ? [problem(`A sample of ${source.name} could not be read: ${line.reason ?? ''}`, again)]
      : [ok(`a sample of ${source.name} arrived and opened nothing`)];
  },
};
