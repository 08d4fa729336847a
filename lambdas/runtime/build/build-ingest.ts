import { createLeanAlertQueue } from '../../adapters/aws/ingest/lean-alert-queue.ts';
import { createLeanReportedChanges } from '../../adapters/aws/ingest/lean-reported-changes.ts';
import { createLeanSecrets } from '../../adapters/aws/ingest/lean-secrets.ts';
import type { SignedClient } from '../../adapters/aws/ingest/signed-call.ts';
import { createSignedClient } from '../../adapters/aws/ingest/signed-client.ts';
import type { AlertQueue } from '../../ports/alert-queue.ts';
import type { Secrets } from '../../ports/secrets.ts';
import type { ReportedChangeStore } from '../../ports/stores/reported-change-store.ts';
import { type Environment, requiredVariable } from '../env/env.ts';
import { systemClock } from '../env/system-clock.ts';

/** For receive-alert, receive-change and receive-slack: three such calls end before their own timeout, so that the sender still gets its 503. */
function buildSignedClient(env: Environment): SignedClient {
  return createSignedClient({ env, timeoutSeconds: 2, totalTimeoutSeconds: 4 });
}

export function buildIngestSecrets(env: Environment): Secrets {
  return createLeanSecrets(buildSignedClient(env), systemClock);
}

export function buildAlertQueue(env: Environment): AlertQueue {
  return createLeanAlertQueue(buildSignedClient(env), {
    queueUrl: requiredVariable(env, 'ALERTS_QUEUE_URL'),
    bucket: requiredVariable(env, 'LEDGER_BUCKET'),
  });
}

export function buildChangeRecorder(env: Environment): Pick<ReportedChangeStore, 'record'> {
  return createLeanReportedChanges(buildSignedClient(env), requiredVariable(env, 'TABLE_NAME'));
}
