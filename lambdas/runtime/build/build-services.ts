import { createSignedClient } from '../../adapters/aws/clients/signed-client.ts';
import { createDynamodbReportedChangeStore } from '../../adapters/aws/dynamodb/dynamodb-reported-change-store.ts';
import { createDynamodbTable } from '../../adapters/aws/dynamodb/dynamodb-table.ts';
import { redeemClaimCheck } from '../../adapters/aws/queue/claim-checks.ts';
import type { RedeemClaimCheck } from '../../adapters/aws/queue/queued-deliveries.ts';
import { createSqsAlertQueue } from '../../adapters/aws/queue/sqs-alert-queue.ts';
import { createSecretsManagerSecrets } from '../../adapters/aws/secrets/secrets-manager-secrets.ts';
import { createS3DeliveryLedger } from '../../adapters/aws/storage/s3-delivery-ledger.ts';
import { createS3DocumentStore } from '../../adapters/aws/storage/s3-document-store.ts';
import { createSchedulerSchedules } from '../../adapters/aws/workflow/scheduler-schedules.ts';
import type { AlertQueue } from '../../ports/alert-queue.ts';
import type { AwsCaller } from '../../ports/aws-caller.ts';
import type { DeliveryLedger } from '../../ports/delivery-ledger.ts';
import type { DocumentStore } from '../../ports/document-store.ts';
import type { ReportedChangeStore } from '../../ports/reported-change-store.ts';
import type { Schedules } from '../../ports/schedules.ts';
import type { Secrets } from '../../ports/secrets.ts';
import { type Environment, requiredVariable } from '../env/env.ts';
import { systemClock } from '../env/system-clock.ts';

export function buildAwsCaller(env: Environment): AwsCaller {
  return createSignedClient({ env });
}

/** For what receive-alert and receive-change wait on: three such calls end before their own timeout, so that the sender still gets its 503. */
function buildSwiftAwsCaller(env: Environment): AwsCaller {
  return createSignedClient({ env, timeoutSeconds: 2, totalTimeoutSeconds: 4 });
}

export function buildSecrets(env: Environment): Secrets {
  return createSecretsManagerSecrets(buildSwiftAwsCaller(env), systemClock);
}

export function buildAlertQueue(env: Environment): AlertQueue {
  return createSqsAlertQueue(buildSwiftAwsCaller(env), {
    queueUrl: requiredVariable(env, 'ALERTS_QUEUE_URL'),
    bucket: requiredVariable(env, 'LEDGER_BUCKET'),
  });
}

/** What receive-alert kept beside the queue because it was too large for it. */
export function buildRedeemClaimCheck(env: Environment): RedeemClaimCheck {
  const aws = buildAwsCaller(env);
  const bucket = requiredVariable(env, 'LEDGER_BUCKET');
  return (claimCheck) => redeemClaimCheck(aws, bucket, claimCheck);
}

export function buildReportedChanges(env: Environment): ReportedChangeStore {
  return createDynamodbReportedChangeStore(
    createDynamodbTable(buildSwiftAwsCaller(env), requiredVariable(env, 'TABLE_NAME')),
  );
}

export function buildLedger(env: Environment): DeliveryLedger {
  return createS3DeliveryLedger(buildAwsCaller(env), requiredVariable(env, 'LEDGER_BUCKET'));
}

export function buildDocuments(env: Environment): DocumentStore {
  return createS3DocumentStore(buildAwsCaller(env), requiredVariable(env, 'DOCUMENTS_BUCKET'));
}

export function buildSchedules(env: Environment): Schedules {
  return createSchedulerSchedules(buildAwsCaller(env), {
    group: requiredVariable(env, 'SCHEDULE_GROUP'),
    functionArnPrefix: requiredVariable(env, 'FUNCTION_ARN_PREFIX'),
    roleArn: requiredVariable(env, 'SCHEDULER_ROLE_ARN'),
  });
}
