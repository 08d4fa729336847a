import type { FunctionSpec } from './function-spec.ts';

/** Functions that the outside world calls: senders, people, and the clock. */
export const entryFunctions: readonly FunctionSpec[] = [
  {
    handler: 'receive-alert',
    name: 'receive-alert',
    actionKind: null,
    trigger: {
      kind: 'http',
      routes: [
        { method: 'POST', path: '/v1/alerts/{source}', access: 'open' },
        { method: 'POST', path: '/v1/alerts/{source}/{token}', access: 'open' },
        { method: 'POST', path: '/v2/enqueue', access: 'open' },
      ],
    },
    // Some senders give up after one second: more memory is more processor at the cold start.
    memoryMb: 512,
    timeoutSeconds: 15,
    capabilities: ['send-alerts', 'keep-large-deliveries', 'read-sources-secret'],
    statements: [],
    failureImpact:
      'Alerts are being refused. Senders that retry (Alertmanager, Datadog, PagerDuty) deliver later; others lose theirs.',
  },
  {
    handler: 'receive-change',
    name: 'receive-change',
    actionKind: null,
    trigger: {
      kind: 'http',
      routes: [
        { method: 'POST', path: '/v1/changes/{source}', access: 'open' },
        { method: 'POST', path: '/v1/changes/{source}/{token}', access: 'open' },
      ],
    },
    memoryMb: 512,
    timeoutSeconds: 10,
    capabilities: ['record-changes', 'read-sources-secret'],
    statements: [],
    failureImpact:
      'Deployments that pipelines tell of are being refused: they are missing among the suspects, and an innocent change may look nearest.',
  },
  {
    handler: 'correlate-alerts',
    name: 'correlate-alerts',
    actionKind: null,
    trigger: { kind: 'queue', batchSize: 100, windowSeconds: 1 },
    // A body of 10 MB becomes several times its size when it is read.
    memoryMb: 1024,
    timeoutSeconds: 60,
    capabilities: [
      'write-incidents',
      'write-ledger',
      'redeem-claim-checks',
      'start-workflow',
      'confirm-subscriptions',
    ],
    statements: [],
    failureImpact:
      'Accepted alerts wait in the queue: no incident opens, folds or resolves until this works. Nothing is lost for 14 days.',
  },
  {
    handler: 'decide-approval',
    name: 'decide-approval',
    actionKind: null,
    trigger: {
      kind: 'http',
      routes: [
        { method: 'POST', path: '/v1/approvals/view', access: 'open' },
        { method: 'POST', path: '/v1/approvals/decide', access: 'open' },
      ],
    },
    memoryMb: 512,
    timeoutSeconds: 15,
    capabilities: ['write-incidents', 'read-approval-key', 'answer-workflow', 'send-mail', 'link-to-console'],
    statements: [],
    failureImpact:
      'Approvers cannot see or decide what they are asked: actions that need a person do not happen.',
  },
  {
    handler: 'run-command',
    name: 'run-command',
    actionKind: null,
    trigger: {
      kind: 'http',
      routes: [{ method: 'POST', path: '/v1/incidents/{id}/commands', access: 'iam' }],
    },
    memoryMb: 512,
    timeoutSeconds: 15,
    capabilities: ['write-incidents', 'read-approval-key', 'answer-workflow'],
    statements: [],
    failureImpact:
      'People cannot take over, resume, resolve or annotate an incident: automation cannot be stopped from here.',
  },
  {
    handler: 'show-console',
    name: 'show-console',
    actionKind: null,
    trigger: {
      kind: 'http',
      routes: [
        { method: 'GET', path: '/', access: 'open' },
        { method: 'GET', path: '/incidents/{id}', access: 'open' },
        { method: 'GET', path: '/approve', access: 'open' },
        { method: 'POST', path: '/v1/console/view', access: 'open' },
        { method: 'GET', path: '/v1/incidents', access: 'iam' },
        { method: 'GET', path: '/v1/incidents/{id}', access: 'iam' },
        { method: 'GET', path: '/v1/incidents/{id}/timeline', access: 'iam' },
      ],
    },
    memoryMb: 512,
    timeoutSeconds: 15,
    capabilities: [
      'read-incidents',
      'read-documents',
      'read-approval-key',
      'link-to-console',
      'link-to-execution',
    ],
    statements: [],
    failureImpact: 'Nobody can open the pages: incidents go on, but approvers and readers see an error.',
  },
  {
    handler: 'sweep',
    name: 'sweep',
    actionKind: null,
    trigger: { kind: 'schedule', everyMinutes: 1 },
    memoryMb: 512,
    timeoutSeconds: 50,
    capabilities: [
      'write-incidents',
      'write-documents',
      'start-workflow',
      'answer-workflow',
      'read-approval-key',
      'read-metrics',
      'schedule-checks',
      'send-mail',
      'link-to-console',
    ],
    statements: [],
    failureImpact:
      'Half-done work is no longer finished: a decision or workflow start that got lost stays lost until this works.',
  },
];
