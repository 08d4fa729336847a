import type { Capability, FunctionSpec } from './function-spec.ts';

interface WorkflowFunction {
  readonly capabilities: readonly Capability[];
  readonly failureImpact: string;
  readonly timeoutSeconds?: number;
  readonly memoryMb?: number;
}

const workflowHandlers: Readonly<Record<string, WorkflowFunction>> = {
  'declare-incident': {
    capabilities: ['write-incidents'],
    failureImpact:
      'New incidents get no commander and no first severity; they are handed to people without triage.',
  },
  'read-metrics': {
    capabilities: ['write-incidents', 'read-metrics'],
    timeoutSeconds: 15,
    failureImpact:
      'Incidents are assessed without metrics: severity is guessed from the alert and plans get no proof.',
  },
  'read-logs': {
    capabilities: ['write-incidents'],
    timeoutSeconds: 15,
    // More memory is more processor: thousands of messages are masked while people wait.
    memoryMb: 1024,
    failureImpact: 'Incidents are assessed without log errors: the cause is harder to see.',
  },
  'list-changes': {
    capabilities: ['write-incidents'],
    timeoutSeconds: 15,
    failureImpact:
      'No suspect is found: a bad deployment or flag is not recognised and no rollback is proposed.',
  },
  'measure-blast-radius': {
    capabilities: ['write-incidents'],
    timeoutSeconds: 15,
    failureImpact: 'How many are affected is not known: severity may be too low.',
  },
  'assess-incident': {
    capabilities: ['write-incidents'],
    failureImpact: 'No severity from evidence and no plan: every incident is handed to people.',
  },
  'check-guardrails': {
    capabilities: ['write-incidents'],
    failureImpact: 'No step is allowed: incidents stop before their first action and are handed to people.',
  },
  'request-approval': {
    capabilities: ['write-incidents', 'read-approval-key', 'answer-workflow', 'send-mail', 'link-to-console'],
    timeoutSeconds: 60,
    failureImpact:
      'Approvers are not asked: actions that need a person do not happen and the incident is handed over.',
  },
  'watch-recovery': {
    capabilities: [
      'write-incidents',
      'read-approval-key',
      'answer-workflow',
      'schedule-checks',
      'read-metrics',
    ],
    failureImpact:
      'Nobody verifies that an action helped: bad actions are not undone and incidents stay open.',
  },
  'hand-over': {
    capabilities: ['write-incidents', 'read-approval-key', 'answer-workflow', 'send-mail', 'link-to-console'],
    timeoutSeconds: 60,
    failureImpact: 'People are not notified that an incident needs them: it waits unseen.',
  },
  'close-incident': {
    capabilities: ['write-incidents', 'schedule-checks'],
    failureImpact: 'Recovered incidents stay open and fold new alerts into an old story.',
  },
  'write-postmortem': {
    capabilities: ['write-incidents', 'write-documents'],
    failureImpact: 'Closed incidents get no postmortem draft; the timeline itself is kept.',
  },
  'record-failure': {
    capabilities: ['write-incidents'],
    failureImpact:
      'A failure inside the workflow is not on the timeline: people are called without the reason.',
  },
};

/** Functions that only the incident-response workflow calls; watch-recovery is also called by its schedule. */
export const workflowFunctions: readonly FunctionSpec[] = Object.entries(workflowHandlers).map(
  ([handler, { capabilities, failureImpact, timeoutSeconds = 25, memoryMb = 512 }]) => ({
    handler,
    name: handler,
    actionKind: null,
    trigger: { kind: 'workflow' },
    memoryMb,
    timeoutSeconds,
    capabilities,
    statements: [],
    failureImpact,
  }),
);
