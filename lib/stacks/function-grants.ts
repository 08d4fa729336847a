import { Stack } from 'aws-cdk-lib';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import {
  approvalPrefix,
  openLockPrefix,
  reportedChangePrefix,
  signInPrefix,
  tableActions,
} from '../../lambdas/adapters/aws/dynamodb/table-schema.ts';
import { consoleHostOf } from '../../lambdas/domain/aws-partition.ts';
import type { Capability } from '../../lambdas/handlers/table/handler.ts';
import { ledgerPrefix } from '../../lambdas/ports/delivery-ledger.ts';
import { acknowledgeWildcard } from '../constructs/acknowledge.ts';
import { allowDeclared } from '../constructs/allow-declared.ts';
import { grantChannel } from '../constructs/grant-channel.ts';
import type { RecoveryChecks } from '../constructs/recovery-checks.ts';
import type { DeployedChannel } from '../deployed-channels.ts';
import type { ResourceNames } from '../functions/resource-names.ts';
import {
  allow,
  type Conditions,
  everyObject,
  indexArns,
  itemsUnder,
  largeDeliveries,
  readSecret,
  workflowArns,
} from './grant-statements.ts';
import type { StatefulStack } from './stateful-stack.ts';

export interface GrantContext {
  readonly state: StatefulStack;
  readonly checks: RecoveryChecks;
  readonly names: ResourceNames;
  readonly channels: readonly DeployedChannel[];
  readonly trackers: readonly DeployedChannel[];
  readonly statusPages: readonly DeployedChannel[];
  readonly consoleUrl: string;
  /** ARN of the key that signs sealed records; empty: none does. */
  readonly evidenceKey: string;
}

type Grant = (lambda: LambdaFunction, context: GrantContext) => void;

const readItems = [...tableActions.read];
const writeItems = [...tableActions.read, ...tableActions.write];

/** Who may write approvals could let any action run: only what decides them has these items. */
const exceptApprovals: Conditions = {
  'ForAllValues:StringNotLike': { 'dynamodb:LeadingKeys': [`${approvalPrefix}*`] },
};
const onlyApprovals = itemsUnder(approvalPrefix);

/** Each grant gives the permission and names its object in the environment, so that the two cannot drift apart. */
export const grants: Readonly<Record<Capability, Grant>> = {
  'read-incidents': (lambda, { state }) => {
    allow(lambda, readItems, [state.table.tableArn], exceptApprovals);
    lambda.addEnvironment('TABLE_NAME', state.table.tableName);
  },
  'write-incidents': (lambda, { state }) => {
    allow(lambda, writeItems, [state.table.tableArn], exceptApprovals);
    lambda.addEnvironment('TABLE_NAME', state.table.tableName);
  },
  'list-incidents': (lambda, { state }) => {
    allow(lambda, ['dynamodb:Query'], indexArns(state));
    allow(lambda, [...tableActions.readMany], [state.table.tableArn], exceptApprovals);
    lambda.addEnvironment('TABLE_NAME', state.table.tableName);
  },
  'read-approvals': (lambda, { state }) => {
    allow(lambda, ['dynamodb:GetItem'], [state.table.tableArn], onlyApprovals);
  },
  'write-approvals': (lambda, { state }) => {
    allow(lambda, ['dynamodb:GetItem', 'dynamodb:PutItem'], [state.table.tableArn], onlyApprovals);
  },
  'release-locks': (lambda, { state }) => {
    allow(lambda, [...tableActions.delete], [state.table.tableArn], itemsUnder(openLockPrefix));
  },
  'write-ledger': (lambda, { state }) => {
    allow(lambda, ['s3:PutObject'], [everyObject(lambda, state.exportValue(state.ledger.bucketArn))]);
    lambda.addEnvironment('LEDGER_BUCKET', state.ledger.bucketName);
  },
  'keep-large-deliveries': (lambda, { state }) => {
    allow(lambda, ['s3:PutObject'], [largeDeliveries(lambda, state)]);
    lambda.addEnvironment('LEDGER_BUCKET', state.ledger.bucketName);
  },
  'redeem-claim-checks': (lambda, { state }) => {
    allow(lambda, ['s3:GetObject'], [largeDeliveries(lambda, state)]);
    // Without it S3 answers a key that does not exist with 403, and the delivery would be retried forever. S3 checks it on the
    // bucket alone, without the prefix that a listing has.
    allow(lambda, ['s3:ListBucket'], [state.ledger.bucketArn]);
    lambda.addEnvironment('LEDGER_BUCKET', state.ledger.bucketName);
  },
  'replay-deliveries': (lambda, { state }) => {
    const deliveries = `${state.exportValue(state.ledger.bucketArn)}/${ledgerPrefix.replace(/\/$/, '')}`;
    allow(lambda, ['s3:GetObject'], [everyObject(lambda, deliveries)]);
    allow(lambda, ['s3:ListBucket'], [state.ledger.bucketArn], {
      StringLike: { 's3:prefix': [`${ledgerPrefix}*`] },
    });
    allow(lambda, ['s3:PutObject'], [largeDeliveries(lambda, state)]);
    allow(lambda, ['sqs:SendMessage'], [state.alerts.queue.queueArn]);
    lambda.addEnvironment('LEDGER_BUCKET', state.ledger.bucketName);
    lambda.addEnvironment('ALERTS_QUEUE_URL', state.alerts.queue.queueUrl);
  },
  'delay-alerts': (lambda, { state }) => {
    allow(lambda, ['sqs:ChangeMessageVisibility'], [state.alerts.queue.queueArn]);
    lambda.addEnvironment('ALERTS_QUEUE_URL', state.alerts.queue.queueUrl);
  },
  'read-documents': (lambda, { state }) => {
    allow(lambda, ['s3:GetObject'], [everyObject(lambda, state.exportValue(state.documents.bucketArn))]);
    // Without it S3 answers a key that does not exist with 403, as if the permission were missing.
    allow(lambda, ['s3:ListBucket'], [state.documents.bucketArn]);
    lambda.addEnvironment('DOCUMENTS_BUCKET', state.documents.bucketName);
  },
  'write-documents': (lambda, { state }) => {
    allow(lambda, ['s3:PutObject'], [everyObject(lambda, state.exportValue(state.documents.bucketArn))]);
    lambda.addEnvironment('DOCUMENTS_BUCKET', state.documents.bucketName);
  },
  'send-alerts': (lambda, { state }) => {
    allow(lambda, ['sqs:SendMessage'], [state.alerts.queue.queueArn]);
    lambda.addEnvironment('ALERTS_QUEUE_URL', state.alerts.queue.queueUrl);
  },
  'start-workflow': (lambda, { names }) => {
    const { machine, executions } = workflowArns(lambda, names);
    allow(lambda, ['states:StartExecution'], [machine]);
    allow(lambda, ['states:DescribeExecution'], [executions]);
    acknowledgeWildcard(
      lambda.role ?? lambda,
      executions,
      'Executions are named by incidents, which come later.',
    );
    lambda.addEnvironment('STATE_MACHINE_ARN', machine);
  },
  'answer-workflow': (lambda, { names }) => {
    const { machine } = workflowArns(lambda, names);
    allow(lambda, ['states:SendTaskSuccess'], [machine]);
    lambda.addEnvironment('STATE_MACHINE_ARN', machine);
  },
  'reconcile-workflow': (lambda, { names }) => {
    const { machine, executions } = workflowArns(lambda, names);
    allow(lambda, ['states:ListExecutions', 'states:SendTaskHeartbeat'], [machine]);
    allow(lambda, ['states:StopExecution', 'states:RedriveExecution'], [executions]);
    lambda.addEnvironment('STATE_MACHINE_ARN', machine);
  },
  'read-approval-key': (lambda, { state }) => readSecret(lambda, 'APPROVAL_KEY_SECRET', state.approvalKey),
  'read-token-key': (lambda, { state }) => readSecret(lambda, 'TOKEN_KEY_SECRET', state.tokenKey),
  'read-link-key': (lambda, { state }) => readSecret(lambda, 'LINK_KEY_SECRET', state.linkKey),
  'read-session-key': (lambda, { state: { signIn } }) => {
    if (signIn !== null) readSecret(lambda, 'SESSION_KEY_SECRET', signIn.sessionKey);
  },
  'read-sign-in-secret': (lambda, { state: { signIn } }) => {
    if (signIn !== null) readSecret(lambda, 'SIGN_IN_SECRET', signIn.clientSecret);
  },
  'read-sources-secret': (lambda, { state }) => readSecret(lambda, 'SOURCES_SECRET', state.sources),
  'record-changes': (lambda, { state }) => {
    // The open internet reaches this function: it can write reported changes and nothing else.
    allow(lambda, ['dynamodb:PutItem'], [state.table.tableArn], itemsUnder(reportedChangePrefix));
    lambda.addEnvironment('TABLE_NAME', state.table.tableName);
  },
  notify: (lambda, { state, channels }) => {
    for (const channel of channels) grantChannel(lambda, channel, state.channelSecrets);
  },
  'look-at-channels': (lambda, { channels }) => {
    for (const { channel, values } of channels) {
      if (channel.reachability === undefined) continue;
      allowDeclared(lambda, channel.reachability.iam, {
        values,
        wildcardReason: `What the channel ${channel.name} declares to look whether it reaches people.`,
      });
    }
  },
  'record-sign-ins': (lambda, { state }) => {
    allow(lambda, ['dynamodb:PutItem'], [state.table.tableArn], itemsUnder(signInPrefix));
    lambda.addEnvironment('TABLE_NAME', state.table.tableName);
  },
  'read-sign-ins': (lambda, { state }) => {
    allow(lambda, ['dynamodb:GetItem'], [state.table.tableArn], itemsUnder(signInPrefix));
    lambda.addEnvironment('TABLE_NAME', state.table.tableName);
  },
  'file-tickets': (lambda, { state, trackers }) => {
    for (const tracker of trackers) grantChannel(lambda, tracker, state.channelSecrets);
  },
  'publish-status': (lambda, { state, statusPages }) => {
    for (const page of statusPages) grantChannel(lambda, page, state.channelSecrets);
  },
  'sign-records': (lambda, { evidenceKey }) => {
    if (evidenceKey === '') return;
    allow(lambda, ['kms:Sign', 'kms:GetPublicKey'], [evidenceKey]);
    lambda.addEnvironment('EVIDENCE_KEY', evidenceKey);
  },
  'confirm-subscriptions': (lambda) => {
    // Alarms of many accounts and Regions may come together here.
    const topics = Stack.of(lambda).formatArn({ service: 'sns', region: '*', account: '*', resource: '*' });
    allow(lambda, ['sns:ConfirmSubscription'], [topics]);
    acknowledgeWildcard(
      lambda.role ?? lambda,
      topics,
      'Whose topics may send is in the secret of sources, not here.',
    );
  },
  'schedule-checks': (lambda, { checks }) => checks.grantSchedule(lambda),
  'end-checks': (lambda, { checks }) => checks.grantEnd(lambda),
  'read-metrics': (lambda) => allow(lambda, ['cloudwatch:GetMetricData'], ['*']),
  'identify-callers': nameConsole,
  'link-to-console': nameConsole,
  'link-to-execution': (lambda) => {
    const { region } = Stack.of(lambda);
    lambda.addEnvironment(
      'STEP_FUNCTIONS_CONSOLE_URL',
      `https://${consoleHostOf(region)}/states/home?region=${region}#/v2/executions/details/{arn}`,
    );
  },
};

function nameConsole(lambda: LambdaFunction, { consoleUrl }: GrantContext): void {
  lambda.addEnvironment('CONSOLE_ACCESS', 'signed-link');
  lambda.addEnvironment('CONSOLE_URL', consoleUrl);
}
