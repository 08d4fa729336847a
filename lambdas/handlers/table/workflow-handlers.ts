import { ConfigurationError } from '../../domain/errors.ts';
import type { EvidenceKind } from '../../domain/records/evidence.ts';
import { type Task, withDeps } from '../../runtime/middleware/task.ts';
import { type Handler, type HandlerRow, handlersOf } from './handler.ts';
import type { HandlerDeps } from './handler-deps.ts';

const rows: Readonly<Record<string, HandlerRow & Partial<Pick<Handler, 'trigger'>>>> = {
  'declare-incident': {
    capabilities: ['write-incidents', 'schedule-checks'],
    failureImpact:
      'New incidents get no commander and no first severity; they are handed to people without triage.',
    loadTask: async () => (await import('../tasks/declare-incident.ts')).declareIncidentTask,
  },
  'read-metrics': {
    evidence: 'metrics',
    capabilities: ['write-incidents', 'read-metrics'],
    timeoutSeconds: 15,
    failureImpact:
      'Incidents are assessed without metrics: severity comes from the alert alone, and plans lack proof.',
    loadTask: () => loadReading('metrics'),
  },
  'read-logs': {
    evidence: 'logs',
    capabilities: ['write-incidents'],
    timeoutSeconds: 15,
    // More memory is more processor: thousands of messages are masked while people wait.
    memoryMb: 1024,
    failureImpact: 'Incidents are assessed without log errors: the cause is harder to see.',
    loadTask: () => loadReading('logs'),
  },
  'list-changes': {
    evidence: 'changes',
    capabilities: ['write-incidents'],
    timeoutSeconds: 15,
    failureImpact:
      'No suspect is found: a bad deployment or flag is not recognised and no rollback is proposed.',
    loadTask: () => loadReading('changes'),
  },
  'measure-blast-radius': {
    evidence: 'blast-radius',
    capabilities: ['write-incidents'],
    timeoutSeconds: 15,
    failureImpact: 'The number of people affected is unknown: severity may be too low.',
    loadTask: () => loadReading('blast-radius'),
  },
  'read-dead-letters': {
    evidence: 'dead-letters',
    capabilities: ['write-incidents'],
    timeoutSeconds: 15,
    failureImpact:
      'Why messages died, and which may go back, is not on the incident: people look with firebreak dlq.',
    loadTask: () => loadReading('dead-letters'),
  },
  'assess-incident': {
    capabilities: ['write-incidents', 'list-incidents'],
    failureImpact: 'No severity from evidence and no plan: every incident is handed to people.',
    loadTask: async () => (await import('../tasks/assess-incident.ts')).assessIncidentTask,
  },
  'check-guardrails': {
    capabilities: ['write-incidents', 'list-incidents', 'read-approvals'],
    failureImpact: 'No step is allowed: incidents stop before their first action and are handed to people.',
    loadTask: async () => (await import('../tasks/check-guardrails.ts')).checkGuardrailsTask,
  },
  'request-approval': {
    capabilities: [
      'write-incidents',
      'write-approvals',
      'read-approval-key',
      'read-token-key',
      'read-link-key',
      'answer-workflow',
      'notify',
      'link-to-console',
    ],
    timeoutSeconds: 60,
    failureImpact:
      'Approvers are not asked: actions that need a person do not happen and the incident is handed over.',
    loadTask: async () => (await import('../tasks/request-approval.ts')).requestApprovalTask,
  },
  'watch-recovery': {
    evidence: 'metrics',
    capabilities: [
      'write-incidents',
      'read-token-key',
      'answer-workflow',
      'schedule-checks',
      'end-checks',
      'read-metrics',
    ],
    failureImpact:
      'Nobody verifies that an action helped: bad actions are not undone and incidents stay open.',
    loadTask: async () => (await import('../tasks/watch-recovery.ts')).watchRecoveryTask,
  },
  'run-smoke-tests': {
    trigger: { kind: 'incident-schedule' },
    capabilities: ['write-incidents', 'end-checks'],
    memoryMb: 512,
    timeoutSeconds: 60,
    failureImpact:
      'Smoke tests do not run: incidents of services that have some do not close by themselves, and people are asked.',
    loadTask: async () => (await import('../tasks/run-smoke-tests.ts')).runSmokeTestsTask,
  },
  'choose-revert': {
    capabilities: ['read-incidents'],
    usesPolicy: false,
    failureImpact:
      'What failed steps changed is not put back before people take over: they must check what is still in place.',
    loadTask: async () => (await import('../tasks/choose-revert.ts')).chooseRevertTask,
  },
  'hand-over': {
    capabilities: [
      'write-incidents',
      'read-approvals',
      'read-token-key',
      'read-link-key',
      'answer-workflow',
      'notify',
      'link-to-console',
    ],
    timeoutSeconds: 60,
    failureImpact: 'People are not notified that an incident needs them: it waits unseen.',
    loadTask: async () => (await import('../tasks/hand-over.ts')).handOverTask,
  },
  'plan-anew': {
    capabilities: ['write-incidents', 'read-approvals'],
    failureImpact:
      'Nobody gets a new plan from fresh evidence: the incident stays with people, and resuming its plan still works.',
    usesPolicy: false,
    loadTask: async () => (await import('../tasks/plan-anew.ts')).planAnewTask,
  },
  'close-incident': {
    capabilities: ['write-incidents', 'release-locks', 'schedule-checks', 'end-checks'],
    failureImpact: 'Recovered incidents stay open, and new alerts fold into them.',
    loadTask: async () => (await import('../tasks/close-incident.ts')).closeIncidentTask,
  },
  'check-relapse': {
    evidence: 'metrics',
    trigger: { kind: 'incident-time' },
    capabilities: ['write-incidents', 'list-incidents', 'send-alerts', 'end-checks', 'read-metrics'],
    failureImpact:
      'Nobody checks whether a closed incident stays closed: what comes back is noticed only by an alert.',
    loadTask: async () => (await import('../tasks/check-relapse.ts')).checkRelapseTask,
  },
  'write-postmortem': {
    capabilities: ['write-incidents', 'read-approvals', 'write-documents', 'sign-records'],
    failureImpact: 'Closed incidents get no postmortem draft; the timeline itself is kept.',
    loadTask: async () => (await import('../tasks/write-postmortem.ts')).writePostmortemTask,
  },
  'record-failure': {
    capabilities: ['write-incidents'],
    failureImpact:
      'A failure inside the workflow is not on the timeline: people are notified without the reason.',
    loadTask: async () => (await import('../tasks/record-failure.ts')).recordFailureTask,
  },
};

/** Handlers that only the incident-response workflow calls; watch-recovery is also called by its schedule. */
export const workflowHandlers: readonly Handler[] = handlersOf(rows, 25);

/** Reads one kind of evidence. */
async function loadReading(kind: EvidenceKind): Promise<Task<HandlerDeps>> {
  const { readEvidenceTask } = await import('../tasks/read-evidence.ts');
  return withDeps(readEvidenceTask, (deps: HandlerDeps) => {
    const reader = deps.readers.get(kind);
    if (reader === undefined) throw new ConfigurationError(`Nothing reads ${kind}`);
    return { ...deps, reader };
  });
}
