import type { Approval, ApprovalState } from '../../../../lambdas/domain/records/approval/approval.ts';
import type { ChangesEvidence, MetricsEvidence } from '../../../../lambdas/domain/records/evidence.ts';
import type { Assessment, Incident } from '../../../../lambdas/domain/records/incident.ts';
import type { Step } from '../../../../lambdas/domain/records/plan.ts';
import type { StepRecord } from '../../../../lambdas/domain/records/step-record.ts';
import type { IncidentRecord } from '../../../../lambdas/ports/stores/incident-store.ts';
import { ecsService } from '../../../../lambdas/resources/ecs-service.ts';
import { aResource, checkoutAlias } from '../resources.ts';
import { sampleBlastRadius, sampleLogs } from './sample-evidence.ts';

/** A bad deployment of checkout, as the record looks at each stage of its incident. Times are of one night. */
export const sampleIncidentId = 'inc_01KAQ6Z1C0000000000000000A';
const sampleApprovalId = 'apr_01KAQ6Z1C0000000000000000A_0';
export const sampleNow = new Date('2026-11-23T02:10:00.000Z');
export const sampleStages = ['triaging', 'awaiting-approval', 'verifying', 'handed-over', 'closed'] as const;
export type SampleStage = (typeof sampleStages)[number];

const at = (time: string) => `2026-11-23T${time}.000Z`;

const step: Step = {
  index: 0,
  phase: 'stabilize',
  action: 'roll-back-lambda-alias',
  params: { functionName: 'checkout', alias: 'live', toVersion: '56' },
  resource: 'lambda:checkout:live',
  risk: 'reversible',
  summary: 'Point the alias live of checkout back to version 56',
  changeId: 'lambda:checkout:57',
  reason: 'Version 57 took effect 20 s before the errors began',
  undo: 'Point the alias live of checkout forward to version 57 again',
  expectation: {
    metric: 'errorRate',
    comparison: 'below',
    threshold: 1,
    settleSeconds: 60,
    withinSeconds: 300,
    goodReadings: 3,
  },
  guardMetrics: [{ metric: 'latencyP99', factor: 1.5 }],
  runbook: 'runbooks/bad-deploy.yaml:12',
};

const metrics: MetricsEvidence = {
  kind: 'metrics',
  status: 'available',
  gatheredAt: at('02:02:16'),
  metricsRequested: 2,
  readings: [
    {
      name: 'errorRate',
      unit: 'percent',
      periodSeconds: 60,
      points: minutes(32, (minute) => (minute < 31 ? 0.3 + (minute % 5) / 10 : 41.2)),
      current: 41.2,
      baseline: { median: 0.4, deviation: 0.2, samples: 30 },
      onsetAt: at('02:01:00'),
      qualityFlags: [],
      query: 'AWS/Lambda Errors / Invocations, checkout:live',
    },
    {
      name: 'latencyP99',
      unit: 'milliseconds',
      periodSeconds: 60,
      points: minutes(32, (minute) => (minute === 12 ? null : 820 + ((minute * 37) % 90))),
      current: 861,
      baseline: { median: 860, deviation: 30, samples: 29 },
      onsetAt: null,
      qualityFlags: ['gaps'],
      query: 'AWS/Lambda Duration p99, checkout:live',
    },
  ],
};

const changes: ChangesEvidence = {
  kind: 'changes',
  status: 'available',
  gatheredAt: at('02:02:16'),
  changes: [
    {
      id: 'lambda:checkout:57',
      kind: 'lambda-deployment',
      service: 'checkout',
      resource: checkoutAlias,
      summary: 'checkout version 57 deployed',
      at: at('02:00:40'),
      actor: 'deploy-pipeline',
      size: { count: 12, of: 'files' },
      trackRecord: { changes: 20, harmful: 3 },
      link: 'https://deploys.example/checkout/57',
      before: '56',
      after: '57',
    },
    {
      id: 'ecs:payments:88',
      kind: 'ecs-deployment',
      service: 'payments',
      resource: aResource(ecsService, { cluster: 'main', service: 'payments' }),
      summary: 'payments task definition 88 deployed',
      at: at('01:42:10'),
      actor: null,
      size: null,
      trackRecord: { changes: 41, harmful: 0 },
      link: null,
      before: null,
      after: 'payments:88',
    },
  ],
};

const assessment: Assessment = {
  at: at('02:02:17'),
  disposition: 'act',
  reason: 'One change fits the onset, and an action can revert it',
  severity: {
    severity: 'SEV1',
    symptom: 'availability',
    reason: 'checkout is a tier-1 service and 41 % of its requests fail',
    rule: 'severity.yaml:8 tier-1-errors',
  },
  culprit: 'lambda:checkout:57',
  suspects: [
    {
      changeId: 'lambda:checkout:57',
      summary: 'checkout version 57 deployed',
      at: at('02:00:40'),
      score: 0.92,
      reasons: ['took effect 20 s before the onset', 'on the failing service itself'],
      ruledOut: false,
      factors: [
        { name: 'delay', points: 12, text: 'took effect 20 s before the onset' },
        { name: 'distance', points: 3, text: 'on the failing service itself' },
        { name: 'other-explanation', points: -4, text: 'payments, which it calls, has errors too' },
      ],
    },
    {
      changeId: 'ecs:payments:88',
      summary: 'payments task definition 88 deployed',
      at: at('01:42:10'),
      score: 0.27,
      reasons: ['took effect 19 min before the onset', 'is a change to payments, which checkout calls'],
      ruledOut: false,
    },
    {
      changeId: 'flag:new-checkout',
      summary: 'flag new-checkout set to 10 %',
      at: '2026-11-22T18:02:00.000Z',
      score: 0.05,
      reasons: ['seven hours before the onset', 'errors were at their baseline since'],
      ruledOut: true,
    },
  ],
  unavailable: [],
  impact: '38 of 412 tenants (9 %)',
  plan: { steps: [step], hash: '9f2c'.repeat(16) },
};

export function sampleIncident(stage: SampleStage): Incident {
  const base = {
    id: sampleIncidentId,
    correlationKey: 'checkout/production',
    service: 'checkout',
    environment: 'production',
    title: 'CheckoutErrorRateHigh: more than 5 % of checkouts fail',
    severity: 'SEV1',
    severityReason: assessment.severity.reason,
    symptom: 'availability',
    sensitive: false,
    openedAt: at('02:02:10'),
    updatedAt: at('02:02:19'),
    version: 4,
    policyHash: 'a1b2c3d4e5f60718'.repeat(4),
    executionArn: `arn:aws:states:eu-central-1:000000000000:execution:incident-response:${sampleIncidentId}`,
    declaredAt: at('02:02:11'),
    commander: 'dana',
    assessment: stage === 'triaging' ? null : assessment,
    automationStoppedAt: null,
    postmortem: null,
    reopens: null,
  } as const;
  switch (stage) {
    case 'triaging':
      return { ...base, status: 'triaging' };
    case 'awaiting-approval':
      return { ...base, status: 'awaiting-approval', approvalId: sampleApprovalId, stepIndex: 0 };
    case 'verifying':
      return {
        ...base,
        status: 'verifying',
        stepIndex: 0,
        since: at('02:04:04'),
        deadlineAt: at('02:09:04'),
        wait: { encryptedToken: 'sealed-wait-token', since: at('02:04:04') },
      };
    case 'handed-over':
      return {
        ...base,
        status: 'handed-over',
        reason: 'the plan was rejected and no other step is left',
        since: at('02:04:05'),
        wait: { encryptedToken: 'sealed-wait-token', since: at('02:04:05') },
        reminders: 0,
      };
    case 'closed':
      return {
        ...base,
        status: 'closed',
        closedAt: at('02:08:05'),
        outcome: 'recovered',
        closedBy: 'firebreak:close-incident',
        acceptedDebts: [],
        postmortem: { at: at('02:08:06'), key: 'postmortems/sample.md' },
      };
    default:
      return stage satisfies never;
  }
}

export function sampleApproval(state: ApprovalState = 'pending'): Approval {
  const decided = state === 'approved' || state === 'rejected';
  return {
    id: sampleApprovalId,
    incidentId: sampleIncidentId,
    stepIndex: 0,
    planHash: assessment.plan.hash,
    step,
    reasons: ['SEV1 actions need one person in production'],
    state,
    requestedAt: at('02:02:19'),
    expiresAt: at('02:32:19'),
    links: [
      { person: 'alice', generation: 1, wrongCodes: 0, sentAt: at('02:02:19') },
      { person: 'bob', generation: 1, wrongCodes: 0, sentAt: at('02:02:19') },
    ],
    encryptedToken: 'sealed-task-token',
    decidedBy: decided ? 'alice' : null,
    decidedAt: decided ? at('02:04:02') : null,
    comment: decided ? 'Looks right' : null,
    voidReason: null,
    version: 1,
  };
}

export function sampleRecord(stage: SampleStage): IncidentRecord {
  return {
    incident: sampleIncident(stage),
    alerts: [
      {
        alert: {
          source: 'alertmanager',
          fingerprint: 'c0ffee',
          status: stage === 'closed' ? 'resolved' : 'firing',
          title: 'CheckoutErrorRateHigh',
          description: 'More than 5 % of checkouts fail',
          service: 'checkout',
          severityHint: 'critical',
          severityRaw: 'page',
          labels: { alertname: 'CheckoutErrorRateHigh', service: 'checkout' },
          startsAt: at('02:01:00'),
          endsAt: null,
          links: ['https://grafana.example/d/checkout'],
        },
        firstSeenAt: at('02:02:10'),
        lastSeenAt: at('02:02:10'),
        occurrences: 1,
        changes: [],
        movedTo: null,
      },
    ],
    evidence: stage === 'triaging' ? [] : [metrics, changes, sampleLogs, sampleBlastRadius],
    steps: stage === 'triaging' ? [] : [sampleStep(stage)],
    debts: stage === 'verifying' || stage === 'closed' ? [sampleDebt] : [],
    followUps: [],
    entries: [],
  };
}

const sampleDebt = {
  incidentId: sampleIncidentId,
  resource: step.resource,
  stepIndex: 0,
  owner: 'team-checkout',
  createdAt: at('02:04:03'),
  dueAt: '2026-11-30T02:04:03.000Z',
  howToRestore: 'Fix version 57 before it is promoted again, then deploy the fixed version',
  backport: 'Revert what version 57 brought in the repository of checkout',
  expiresAt: null,
  echoes: [{ metric: 'latencyP99', because: 'version 56 starts cold' }],
  status: 'open',
  closedAt: null,
  closedBy: null,
} as const;

function sampleStep(stage: SampleStage): StepRecord {
  const acted = stage === 'verifying' || stage === 'closed';
  return {
    incidentId: sampleIncidentId,
    index: 0,
    planHash: assessment.plan.hash,
    version: 1,
    guard: {
      at: at('02:02:18'),
      verdict: {
        decision: 'needs-approval',
        findings: [
          {
            guardrail: 'mode',
            decision: 'needs-approval',
            reason: 'SEV1 actions need one person in production',
          },
          { guardrail: 'freeze-window', decision: 'not-applicable', reason: 'no freeze is active' },
        ],
      },
    },
    lock: acted
      ? {
          at: at('02:04:03'),
          authority: { kind: 'approval', approvalId: sampleApprovalId, by: ['alice'] },
          fencingToken: 7,
          preState: { version: '57' },
          undoReadiness: null,
        }
      : null,
    result: acted
      ? {
          at: at('02:04:04'),
          outcome: 'done',
          text: 'The alias live of checkout points at version 56',
          postState: { version: '56' },
        }
      : null,
    settling: acted ? { at: at('02:04:04'), settled: true, text: 'All requests reach version 56' } : null,
    verification:
      stage === 'closed'
        ? {
            at: at('02:08:04'),
            verdict: {
              state: 'recovered',
              reason: 'error rate below 1 % in 3 readings in a row, with traffic',
              readings: minutes(
                7,
                (minute) => [41, 40.2, 22, 0.6, 0.4, 0.3, 0.4][minute] ?? null,
                at('02:01:00'),
              ),
            },
          }
        : null,
    undo: null,
  };
}

function minutes(count: number, value: (minute: number) => number | null, from = at('01:30:00')) {
  return Array.from({ length: count }, (_, minute) => ({
    at: new Date(Date.parse(from) + minute * 60_000).toISOString(),
    value: value(minute),
  }));
}
