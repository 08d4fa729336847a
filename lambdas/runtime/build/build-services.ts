import { createAwsClients } from '../../adapters/aws/clients/aws-clients.ts';
import { createDynamodbReportedChangeStore } from '../../adapters/aws/dynamodb/dynamodb-reported-change-store.ts';
import { createDynamodbTable } from '../../adapters/aws/dynamodb/dynamodb-table.ts';
import { createKmsRecordSigner } from '../../adapters/aws/kms/kms-record-signer.ts';
import { createSnsSubscriptions } from '../../adapters/aws/messages/sns-subscriptions.ts';
import { redeemClaimCheck } from '../../adapters/aws/queue/claim-checks.ts';
import { createMessageDelay, type DelayMessages } from '../../adapters/aws/queue/message-visibility.ts';
import type { RedeemClaimCheck } from '../../adapters/aws/queue/queued-deliveries.ts';
import { createSqsAlertQueue } from '../../adapters/aws/queue/sqs-alert-queue.ts';
import { createPutBack, type PutBack } from '../../adapters/aws/queue/untried-messages.ts';
import { createSecretsManagerSecrets } from '../../adapters/aws/secrets/secrets-manager-secrets.ts';
import { createS3DeliveryLedger } from '../../adapters/aws/storage/s3-delivery-ledger.ts';
import { createS3DocumentStore } from '../../adapters/aws/storage/s3-document-store.ts';
import { createSchedulerSchedules } from '../../adapters/aws/workflow/scheduler-schedules.ts';
import type { AlertQueue } from '../../ports/alert-queue.ts';
import type { AwsClients } from '../../ports/aws-clients.ts';
import type { RecordSigner } from '../../ports/crypto/record-signer.ts';
import type { DeliveryLedger, LedgerReader } from '../../ports/delivery-ledger.ts';
import type { Schedules } from '../../ports/schedules.ts';
import type { RotatedSecrets } from '../../ports/secrets.ts';
import type { DocumentStore } from '../../ports/stores/document-store.ts';
import type { ReportedChangeStore } from '../../ports/stores/reported-change-store.ts';
import type { Subscriptions } from '../../ports/subscriptions.ts';
import { type Environment, optionalVariable, requiredVariable } from '../env/env.ts';
import { systemClock } from '../env/system-clock.ts';

const madeClients = new WeakMap<Environment, AwsClients>();
const madeSecrets = new WeakMap<Environment, RotatedSecrets>();

/** The same for all that one function is made of, so that each client is made once. */
export function buildAwsClients(env: Environment): AwsClients {
  const known = madeClients.get(env);
  if (known !== undefined) return known;
  const clients = createAwsClients({ env });
  madeClients.set(env, clients);
  return clients;
}

/** The same for all that one function is made of, so that each secret is fetched once in its time. */
export function buildSecrets(env: Environment): RotatedSecrets {
  const known = madeSecrets.get(env);
  if (known !== undefined) return known;
  const secrets = createSecretsManagerSecrets(buildAwsClients(env), systemClock);
  madeSecrets.set(env, secrets);
  return secrets;
}

export function buildSubscriptions(env: Environment): Subscriptions {
  return createSnsSubscriptions(buildAwsClients(env));
}

export function buildMessageDelay(env: Environment): DelayMessages {
  return createMessageDelay(buildAwsClients(env), requiredVariable(env, 'ALERTS_QUEUE_URL'));
}

export function buildPutBack(env: Environment): PutBack {
  return createPutBack(buildAwsClients(env), requiredVariable(env, 'ALERTS_QUEUE_URL'));
}

/** For whoever sends deliveries again; receive-alert has a leaner one. */
export function buildReplayQueue(env: Environment): AlertQueue {
  return createSqsAlertQueue(buildAwsClients(env), {
    queueUrl: requiredVariable(env, 'ALERTS_QUEUE_URL'),
    bucket: requiredVariable(env, 'LEDGER_BUCKET'),
  });
}

/** For what people declare. */
export function buildSmallQueue(env: Environment): AlertQueue {
  return createSqsAlertQueue(buildAwsClients(env), { queueUrl: requiredVariable(env, 'ALERTS_QUEUE_URL') });
}

/** What receive-alert kept beside the queue because it was too large for it. */
export function buildRedeemClaimCheck(env: Environment): RedeemClaimCheck {
  const aws = buildAwsClients(env);
  const bucket = requiredVariable(env, 'LEDGER_BUCKET');
  return (claimCheck) => redeemClaimCheck(aws, bucket, claimCheck);
}

export function buildReportedChanges(env: Environment): ReportedChangeStore {
  return createDynamodbReportedChangeStore(
    createDynamodbTable(buildAwsClients(env), requiredVariable(env, 'TABLE_NAME')),
  );
}

export function buildLedger(env: Environment): DeliveryLedger & LedgerReader {
  return createS3DeliveryLedger(buildAwsClients(env), requiredVariable(env, 'LEDGER_BUCKET'));
}

export function buildDocuments(env: Environment): DocumentStore {
  return createS3DocumentStore(buildAwsClients(env), requiredVariable(env, 'DOCUMENTS_BUCKET'));
}

/** Null where no key is configured: records are sealed all the same. */
export function buildRecordSigner(env: Environment): RecordSigner | null {
  const key = optionalVariable(env, 'EVIDENCE_KEY');
  return key === null ? null : createKmsRecordSigner(buildAwsClients(env), key);
}

export function buildSchedules(env: Environment): Schedules {
  return createSchedulerSchedules(buildAwsClients(env), {
    group: requiredVariable(env, 'SCHEDULE_GROUP'),
    functionArnPrefix: requiredVariable(env, 'FUNCTION_ARN_PREFIX'),
    roleArn: requiredVariable(env, 'SCHEDULER_ROLE_ARN'),
  });
}
