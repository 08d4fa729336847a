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
  'receive-slack': {
    trigger: { kind: 'http', routes: [{ method: 'POST', path: '/v1/slack/declare', access: 'open' }] },
    timeoutSeconds: 10,
    capabilities: ['read-sources-secret', 'link-to-console'],
    failureImpact:
      'The command in Slack is not answered: people declare on the page, with the command line or the API.',
    onlyWith: 'slackCommand',
    loadTask: async () => (await import('../../http/routes/slack-routes.ts')).slackRoutes,
  },
  'decide-approval': {
    trigger: {
      kind: 'http',
      routes: [
        { method: 'GET', path: '/approve', access: 'open' },
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
        { method: 'POST', path: '/v1/console/followups', access: 'open' },
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
    failureImpact: 'Nobody can open the pages of incidents: they continue, and approvers can still decide.',
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
  'record-proposals': {
    onlyWith: 'agents',
    trigger: { kind: 'http', routes: [{ method: 'POST', path: '/mcp/write', access: 'iam' }] },
    capabilities: [
      'write-incidents',
      'list-incidents',
      'read-approvals',
      'read-documents',
      'identify-callers',
      'link-to-console',
      'link-to-execution',
    ],
    failureImpact: 'Agents can neither note nor propose anything. Incidents, pages and approvals continue.',
    loadTask: async () => (await import('../../http/routes/agent-writing-routes.ts')).agentWritingRoutes,
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
};

/** Throws ConfigurationError where policy names no issuer. */
function signInOf({ signIn }: HandlerDeps): SignInDeps {
  if (signIn === null) throw new ConfigurationError('Policy names no issuer');
  return signIn;
}

/** Handlers that senders, people and agents call over HTTP. */
export const httpHandlers: readonly Handler[] = handlersOf(rows, 15);
