/** A permission that whole incidents leave unused, of the functions that have it for the reason. */
export interface UnplayedPermission {
  readonly functions: readonly string[] | 'all';
  readonly actions: readonly string[];
  readonly reason: string;
}

/** What goes wrong is tried by tests of its own, and is not part of an incident that goes well. */
export const unplayedPermissions: readonly UnplayedPermission[] = [
  {
    functions: 'all',
    actions: [
      'logs:CreateLogStream',
      'logs:PutLogEvents',
      'xray:PutTraceSegments',
      'xray:PutTelemetryRecords',
    ],
    reason: "Lambda's own logging and tracing",
  },
  {
    functions: ['correlate-alerts'],
    actions: ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes', 'sqs:GetQueueUrl'],
    reason: "Lambda's poller works with the function's role",
  },
  {
    functions: 'all',
    actions: ['dynamodb:GetItem'],
    reason:
      'reads a record again when somebody else wrote it meanwhile, or when the sweep repeats what got lost',
  },
  {
    functions: ['show-console'],
    actions: ['secretsmanager:GetSecretValue'],
    reason: 'on a laptop the pages are open: no link is checked',
  },
  {
    functions: ['answer-agents'],
    actions: ['dynamodb:Query', 'dynamodb:BatchGetItem', 's3:GetObject', 's3:ListBucket'],
    reason: 'no agent asks in these incidents',
  },
  {
    functions: ['correlate-alerts'],
    actions: ['sqs:ChangeMessageVisibility', 'sqs:SendMessage'],
    reason: 'a delivery failed, or no time was left for it',
  },
  {
    functions: ['correlate-alerts'],
    actions: ['dynamodb:DeleteItem', 'states:DescribeExecution'],
    reason: 'an alert meets the lock of an incident whose workflow ended, or never began',
  },
  {
    functions: ['run-command'],
    actions: ['sqs:SendMessage'],
    reason: 'a person declares an incident that no alert told of',
  },
  {
    functions: ['send-update'],
    actions: ['dynamodb:PutItem', 'secretsmanager:GetSecretValue', 'ses:SendEmail'],
    reason: 'an incident that is over before its first status update is due',
  },
  {
    functions: ['edit-postmortem'],
    actions: [
      'dynamodb:PutItem',
      'dynamodb:Query',
      's3:GetObject',
      's3:ListBucket',
      's3:PutObject',
      'secretsmanager:GetSecretValue',
    ],
    reason: 'a person edits or publishes a postmortem',
  },
  {
    functions: ['tend-postmortems'],
    actions: [
      'dynamodb:BatchGetItem',
      'dynamodb:PutItem',
      'dynamodb:Query',
      'kms:GetPublicKey',
      'kms:Sign',
      's3:PutObject',
      'secretsmanager:GetSecretValue',
      'ses:SendEmail',
    ],
    reason: 'a postmortem is missing or overdue, as none is within the hour',
  },
  {
    functions: ['check-reachability'],
    actions: [
      'dynamodb:GetItem',
      'secretsmanager:GetSecretValue',
      'ses:GetSuppressedDestination',
      'ses:SendEmail',
    ],
    reason: 'it looks once a week, before an incident',
  },
  {
    functions: ['file-follow-ups'],
    actions: ['secretsmanager:GetSecretValue', 'ses:SendEmail'],
    reason: 'owners are reminded after days',
  },
  {
    functions: ['declare-incident'],
    actions: ['scheduler:UpdateSchedule'],
    reason: 'it was begun before, and the schedule of its updates is there',
  },
  {
    functions: ['read-dead-letters'],
    actions: ['dynamodb:PutItem'],
    reason: 'the service has a dead-letter queue',
  },
  {
    functions: ['run-smoke-tests'],
    actions: ['dynamodb:PutItem', 'dynamodb:Query', 'scheduler:DeleteSchedule'],
    reason: 'the service has smoke tests, or a schedule outlived its incident',
  },
  {
    functions: ['close-incident'],
    actions: ['scheduler:UpdateSchedule'],
    reason: 'it was begun before, and the schedules of its checks after closing are there',
  },
  {
    functions: ['check-relapse'],
    actions: [
      'cloudwatch:GetMetricData',
      'dynamodb:BatchGetItem',
      'dynamodb:PutItem',
      'dynamodb:Query',
      'scheduler:DeleteSchedule',
      'sqs:SendMessage',
    ],
    reason: 'it runs an hour after closing at the earliest',
  },
  {
    functions: ['choose-revert'],
    actions: ['dynamodb:Query'],
    reason: 'no step of the plan is left',
  },
  {
    functions: ['receive-bounce'],
    actions: ['dynamodb:PutItem', 'dynamodb:Query'],
    reason: 'a mail comes back, as none does on a laptop',
  },
  {
    functions: ['correlate-alerts'],
    actions: ['sns:ConfirmSubscription'],
    reason: 'a topic asks to be confirmed once, signed by AWS',
  },
  {
    functions: ['assess-incident', 'check-guardrails', 'action'],
    actions: ['dynamodb:BatchGetItem'],
    reason: 'the service, or one that it depends on, has other incidents',
  },
  {
    functions: ['sweep'],
    actions: ['scheduler:CreateSchedule', 'scheduler:UpdateSchedule', 'iam:PassRole'],
    reason: 'what an action changed for a time is taken back at its end, by a schedule of its function',
  },
  {
    functions: ['read-logs', 'measure-blast-radius', 'read-dead-letters'],
    actions: ['logs:StopQuery'],
    reason: 'a query that takes too long is stopped',
  },
  {
    functions: ['watch-recovery'],
    actions: ['scheduler:UpdateSchedule'],
    reason: 'the checks of the step before are still scheduled',
  },
  {
    functions: ['request-approval', 'hand-over'],
    actions: ['states:SendTaskSuccess'],
    reason: 'a person decided, or commanded, while it began',
  },
  {
    functions: ['plan-anew'],
    actions: ['dynamodb:PutItem', 'dynamodb:Query'],
    reason: 'a person has a plan made anew',
  },
  {
    functions: ['record-failure'],
    actions: ['dynamodb:PutItem', 'dynamodb:Query'],
    reason: 'runs only when the workflow failed',
  },
  {
    functions: ['sweep'],
    actions: [
      'cloudwatch:GetMetricData',
      'dynamodb:PutItem',
      'dynamodb:DeleteItem',
      's3:GetObject',
      's3:ListBucket',
      's3:PutObject',
      'scheduler:DeleteSchedule',
      'secretsmanager:GetSecretValue',
      'ses:SendEmail',
      'sqs:SendMessage',
      'states:DescribeExecution',
      'states:ListExecutions',
      'states:RedriveExecution',
      'states:SendTaskHeartbeat',
      'states:SendTaskSuccess',
      'states:StartExecution',
      'states:StopExecution',
    ],
    reason: 'finishes what others left half done, and reports what is overdue',
  },
];
