import { type Handler, type HandlerRow, handlersOf } from './handler.ts';

const rows: Readonly<Record<string, HandlerRow & Pick<Handler, 'trigger'>>> = {
  'correlate-alerts': {
    trigger: { kind: 'queue', batchSize: 100, windowSeconds: 1 },
    // A body of 10 MB becomes several times its size when it is read.
    memoryMb: 1024,
    timeoutSeconds: 60,
    capabilities: [
      'write-incidents',
      'list-incidents',
      'release-locks',
      'write-ledger',
      'redeem-claim-checks',
      'delay-alerts',
      'send-alerts',
      'start-workflow',
      'confirm-subscriptions',
    ],
    failureImpact:
      'Accepted alerts wait in the queue: no incident opens, folds or resolves until this works. Nothing is lost for 14 days.',
    loadTask: async () => (await import('../tasks/correlate-alerts.ts')).correlateAlertsTask,
  },
  'tend-postmortems': {
    trigger: { kind: 'schedule', everyMinutes: 15 },
    timeoutSeconds: 60,
    capabilities: [
      'write-incidents',
      'list-incidents',
      'read-approvals',
      'write-documents',
      'sign-records',
      'read-link-key',
      'notify',
      'link-to-console',
    ],
    failureImpact:
      'Nobody is reminded of postmortems, and one that the workflow could not write stays missing.',
    loadTask: async () => (await import('../tasks/tend-postmortems.ts')).tendPostmortemsTask,
  },
  'check-reachability': {
    trigger: { kind: 'schedule', everyMinutes: 7 * 24 * 60 },
    timeoutSeconds: 60,
    capabilities: ['read-sign-ins', 'read-link-key', 'notify', 'look-at-channels', 'link-to-console'],
    failureImpact:
      'Nobody hears before an incident who could not be reached in it: a suppressed address, a gap in a rota.',
    loadTask: async () => (await import('../tasks/check-reachability.ts')).checkReachabilityTask,
  },
  'receive-bounce': {
    trigger: {
      kind: 'event',
      source: 'aws.ses',
      detailTypes: ['Email Bounced', 'Email Complaint Received', 'Email Rejected', 'Email Rendering Failed'],
    },
    capabilities: ['write-incidents'],
    failureImpact:
      'Mails that came back are not noticed: the next person is asked in their time, and not at once.',
    loadTask: async () => (await import('../tasks/receive-bounce.ts')).receiveBounceTask,
  },
  'file-follow-ups': {
    trigger: { kind: 'schedule', everyMinutes: 5 },
    timeoutSeconds: 60,
    // One at a time: each ticket is filed once.
    reservedConcurrency: 1,
    capabilities: [
      'write-incidents',
      'list-incidents',
      'read-approvals',
      'read-link-key',
      'notify',
      'file-tickets',
      'link-to-console',
    ],
    failureImpact:
      'Follow-ups get no tickets, closed tickets are not noticed and owners are not reminded; the records stay as they are.',
    loadTask: async () => (await import('../tasks/file-follow-ups.ts')).fileFollowUpsTask,
  },
  'publish-status': {
    trigger: { kind: 'schedule', everyMinutes: 2 },
    timeoutSeconds: 60,
    // One at a time: each release is published once.
    reservedConcurrency: 1,
    capabilities: ['write-incidents', 'list-incidents', 'publish-status'],
    failureImpact:
      'What people released does not reach the public status pages; it is published when this works again.',
    onlyWith: 'publicStatus',
    loadTask: async () => (await import('../tasks/publish-status.ts')).publishStatusTask,
  },
  'send-update': {
    trigger: { kind: 'incident-schedule' },
    timeoutSeconds: 60,
    capabilities: ['write-incidents', 'read-approvals', 'read-link-key', 'notify', 'link-to-console'],
    failureImpact:
      'Status updates do not go out: stakeholders do not hear how an incident goes. The commander is told.',
    loadTask: async () => (await import('../tasks/send-update.ts')).sendUpdateTask,
  },
  sweep: {
    evidence: 'metrics',
    trigger: { kind: 'schedule', everyMinutes: 1, isHeartbeat: true },
    timeoutSeconds: 50,
    capabilities: [
      'write-incidents',
      'list-incidents',
      'write-approvals',
      'release-locks',
      'start-workflow',
      'answer-workflow',
      'reconcile-workflow',
      'replay-deliveries',
      'read-approval-key',
      'read-token-key',
      'read-link-key',
      'read-metrics',
      'schedule-checks',
      'end-checks',
      'notify',
      'link-to-console',
    ],
    failureImpact:
      'Half-done work is not finished: a decision or workflow start that got lost stays lost until this works.',
    loadTask: async () => (await import('../tasks/sweep.ts')).sweepTask,
  },
};

/** Handlers that the alert queue, the clock and AWS's events call. */
export const backgroundHandlers: readonly Handler[] = handlersOf(rows, 15);
