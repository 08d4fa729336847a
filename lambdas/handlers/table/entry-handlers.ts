import { ConfigurationError } from '../../domain/errors.ts';
import type { SignInDeps } from '../../runtime/build/build-sign-in.ts';
import { withDeps } from '../../runtime/middleware/task.ts';
import { type Handler, type HandlerRow, handlersOf } from './handler.ts';
import type { HandlerDeps } from './handler-deps.ts';

const rows: Readonly<Record<string, HandlerRow & Pick<Handler, 'trigger'>>> = {
  'receive-alert': {
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
    // What the stage lets through takes half of it when the function is warm.
    reservedConcurrency: 100,
    capabilities: ['send-alerts', 'keep-large-deliveries', 'read-sources-secret'],
    failureImpact:
      'Alerts are being refused. Senders that retry (Alertmanager, Datadog, PagerDuty) deliver later; others lose theirs.',
    usesPolicy: false,
    loadTask: async () => (await import('../../http/routes/alert-routes.ts')).alertRoutes,
  },
  'receive-change': {
    trigger: {
      kind: 'http',
      routes: [
        { method: 'POST', path: '/v1/changes/{source}', access: 'open' },
        { method: 'POST', path: '/v1/changes/{source}/{token}', access: 'open' },
      ],
    },
    timeoutSeconds: 10,
    capabilities: ['record-changes', 'read-sources-secret'],
    failureImpact:
      'Deployments reported by pipelines are being refused: they are missing from the suspects, and an innocent change may be blamed.',
    usesPolicy: false,
    loadTask: async () => (await import('../../http/routes/change-routes.ts')).changeRoutes,
  },
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
  'decide-approval': {
    trigger: {
      kind: 'http',
      routes: [
        { method: 'POST', path: '/v1/approvals/view', access: 'open' },
        { method: 'POST', path: '/v1/approvals/decide', access: 'open' },
        { method: 'POST', path: '/v1/approvals/ask-again', access: 'open' },
      ],
    },
    capabilities: [
      'write-incidents',
      'write-approvals',
      'read-approval-key',
      'read-token-key',
      'read-link-key',
      'read-session-key',
      'answer-workflow',
      'notify',
      'link-to-console',
    ],
    failureImpact: 'Approvers can neither see nor decide requests: actions that need a person do not happen.',
    loadTask: async () => (await import('../../http/routes/approval-routes.ts')).approvalRoutes,
  },
  'run-command': {
    trigger: {
      kind: 'http',
      routes: [
        { method: 'POST', path: '/v1/incidents/{id}/commands', access: 'iam' },
        { method: 'POST', path: '/v1/incidents', access: 'iam' },
        { method: 'POST', path: '/v1/kill-switch', access: 'iam' },
        { method: 'POST', path: '/v1/followups', access: 'iam' },
        { method: 'POST', path: '/v1/incidents/{id}/status', access: 'iam' },
        { method: 'POST', path: '/v1/console/status', access: 'open' },
        { method: 'POST', path: '/v1/console/commands', access: 'open' },
        { method: 'POST', path: '/v1/console/incidents', access: 'open' },
        { method: 'POST', path: '/v1/console/kill-switch', access: 'open' },
      ],
    },
    capabilities: [
      'write-incidents',
      'write-approvals',
      'read-token-key',
      'read-link-key',
      'read-session-key',
      'answer-workflow',
      'identify-callers',
      'send-alerts',
    ],
    failureImpact:
      'People cannot take over, resume, resolve or annotate an incident: automation cannot be stopped from here.',
    loadTask: async () => (await import('../../http/routes/command-routes.ts')).commandRoutes,
  },
  'show-console': {
    trigger: {
      kind: 'http',
      routes: [
        { method: 'GET', path: '/', access: 'open' },
        { method: 'GET', path: '/incidents/{id}', access: 'open' },
        { method: 'GET', path: '/numbers', access: 'open' },
        { method: 'GET', path: '/services', access: 'open' },
        { method: 'GET', path: '/incidents/{id}/postmortem', access: 'open' },
        { method: 'GET', path: '/declare', access: 'open' },
        { method: 'GET', path: '/approve', access: 'open' },
        { method: 'POST', path: '/v1/console/view', access: 'open' },
        { method: 'GET', path: '/v1/incidents', access: 'iam' },
        { method: 'GET', path: '/v1/debts', access: 'iam' },
        { method: 'GET', path: '/v1/followups', access: 'iam' },
        { method: 'GET', path: '/v1/report', access: 'iam' },
        { method: 'GET', path: '/v1/incidents/{id}', access: 'iam' },
        { method: 'GET', path: '/v1/incidents/{id}/timeline', access: 'iam' },
        { method: 'GET', path: '/v1/incidents/{id}/export', access: 'iam' },
        { method: 'GET', path: '/v1/incidents/{id}/similar', access: 'iam' },
        { method: 'GET', path: '/v1/incidents/{id}/status', access: 'iam' },
        { method: 'GET', path: '/v1/incidents/{id}/postmortem', access: 'iam' },
      ],
    },
    capabilities: [
      'read-incidents',
      'list-incidents',
      'read-approvals',
      'read-documents',
      'read-link-key',
      'read-session-key',
      'link-to-console',
      'link-to-execution',
    ],
    failureImpact: 'Nobody can open the pages: incidents continue, but approvers and readers see an error.',
    loadTask: async () => (await import('../../http/routes/console-routes.ts')).consoleRoutes,
  },
  'answer-agents': {
    trigger: { kind: 'http', routes: [{ method: 'POST', path: '/mcp', access: 'iam' }] },
    capabilities: [
      'read-incidents',
      'list-incidents',
      'read-approvals',
      'read-documents',
      'link-to-console',
      'link-to-execution',
    ],
    failureImpact: 'Agents cannot read incidents. Incidents, pages and approvals continue.',
    loadTask: async () => (await import('../../http/routes/agent-routes.ts')).agentRoutes,
  },
  'edit-postmortem': {
    trigger: {
      kind: 'http',
      routes: [
        { method: 'POST', path: '/v1/incidents/{id}/postmortem', access: 'iam' },
        { method: 'POST', path: '/v1/console/postmortem', access: 'open' },
      ],
    },
    capabilities: [
      'write-incidents',
      'read-approvals',
      'read-documents',
      'write-documents',
      'read-link-key',
      'read-session-key',
      'identify-callers',
    ],
    failureImpact: 'Nobody can complete or publish a postmortem: drafts stay as they were written.',
    loadTask: async () => (await import('../../http/routes/postmortem-routes.ts')).postmortemRoutes,
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
  'sign-in': {
    onlyWith: 'signIn',
    trigger: {
      kind: 'http',
      routes: [
        { method: 'GET', path: '/me', access: 'open' },
        { method: 'GET', path: '/v1/sign-in', access: 'open' },
        { method: 'GET', path: '/v1/sign-in/callback', access: 'open' },
        { method: 'GET', path: '/v1/sign-in/session', access: 'open' },
        { method: 'POST', path: '/v1/sign-out', access: 'open' },
      ],
    },
    capabilities: ['read-session-key', 'read-sign-in-secret', 'record-sign-ins', 'link-to-console'],
    failureImpact:
      'Nobody can sign in: steps that take a sign-in are not approved, and pages open by personal links only.',
    loadTask: async () =>
      withDeps((await import('../../http/routes/sign-in-routes.ts')).signInRoutes, signInOf),
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

/** Throws ConfigurationError where policy names no issuer. */
function signInOf({ signIn }: HandlerDeps): SignInDeps {
  if (signIn === null) throw new ConfigurationError('Policy names no issuer');
  return signIn;
}

/** Handlers that the outside world calls: senders, people, and the clock. */
export const entryHandlers: readonly Handler[] = handlersOf(rows, 15);
