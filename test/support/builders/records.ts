import type { Alert, IncidentAlert } from '../../../lambdas/domain/records/alert.ts';
import type { Approval } from '../../../lambdas/domain/records/approval/approval.ts';
import type { ChangesEvidence } from '../../../lambdas/domain/records/evidence.ts';
import type { KillSwitch } from '../../../lambdas/domain/records/guardrails/kill-switch.ts';
import type { Incident } from '../../../lambdas/domain/records/incident.ts';
import type { Step } from '../../../lambdas/domain/records/plan.ts';
import type { Debt, StepRecord } from '../../../lambdas/domain/records/step-record.ts';
import type { TimelineEntry } from '../../../lambdas/domain/records/timeline.ts';
import type { LedgerLine } from '../../../lambdas/ports/delivery-ledger.ts';
import type { Delivery } from '../../../lambdas/ports/plug-ins/alert-source.ts';
import { checkoutAlias } from './resources.ts';

type OpenIncident = Extract<Incident, { status: 'opened' | 'triaging' | 'responding' }>;
type ClosedIncident = Extract<Incident, { status: 'closed' }>;

export const firstIncidentId = 'inc_01KATZ3V000000000000000001';

/** Records with plausible content; a test states only what it is about. */
export function anIncident(overrides: Partial<OpenIncident> = {}): OpenIncident {
  return {
    id: firstIncidentId,
    correlationKey: 'checkout/production',
    service: 'checkout',
    environment: 'production',
    title: 'CheckoutErrorRateHigh',
    severity: 'SEV2',
    severityReason: 'more than 5 % of requests fail',
    symptom: 'availability',
    sensitive: false,
    openedAt: '2026-11-23T02:02:10.000Z',
    updatedAt: '2026-11-23T02:02:10.000Z',
    version: 1,
    policyHash: 'a'.repeat(64),
    executionArn: null,
    declaredAt: null,
    commander: null,
    assessment: null,
    automationStoppedAt: null,
    postmortem: null,
    reopens: null,
    status: 'opened',
    ...overrides,
  };
}

export function aClosedIncident(overrides: Partial<ClosedIncident> = {}): ClosedIncident {
  return {
    ...anIncident(),
    status: 'closed',
    closedAt: '2026-11-23T02:08:05.000Z',
    outcome: 'recovered',
    closedBy: 'firebreak:close-incident',
    acceptedDebts: [],
    ...overrides,
  };
}

export function anAlert(overrides: Partial<Alert> = {}): Alert {
  return {
    source: 'alertmanager',
    fingerprint: 'f1',
    status: 'firing',
    title: 'CheckoutErrorRateHigh',
    description: 'error rate is 41 %',
    service: 'checkout',
    severityHint: 'critical',
    severityRaw: 'page',
    labels: { alertname: 'CheckoutErrorRateHigh' },
    startsAt: '2026-11-23T02:01:00.000Z',
    endsAt: null,
    links: ['https://grafana.example/d/checkout'],
    ...overrides,
  };
}

export function anIncidentAlert(overrides: Partial<IncidentAlert> = {}): IncidentAlert {
  return {
    alert: anAlert(),
    firstSeenAt: '2026-11-23T02:02:10.000Z',
    lastSeenAt: '2026-11-23T02:02:10.000Z',
    occurrences: 1,
    changes: [{ at: '2026-11-23T02:01:00.000Z', to: 'firing' }],
    movedTo: null,
    ...overrides,
  };
}

export function changesEvidence(overrides: Partial<ChangesEvidence> = {}): ChangesEvidence {
  return {
    kind: 'changes',
    status: 'available',
    gatheredAt: '2026-11-23T02:02:14.000Z',
    changes: [
      {
        id: 'lambda:checkout:57',
        kind: 'lambda-deployment',
        service: 'checkout',
        resource: checkoutAlias,
        summary: 'Lambda version 57',
        at: '2026-11-23T02:00:40.000Z',
        actor: 'deployer',
        size: null,
        trackRecord: null,
        before: '56',
        after: '57',
        link: null,
      },
    ],
    ...overrides,
  };
}

export function aStep(overrides: Partial<Step> = {}): Step {
  return {
    index: 0,
    phase: 'stabilize',
    action: 'roll-back-lambda-alias',
    params: { functionName: 'checkout', alias: 'live', toVersion: '56' },
    resource: checkoutAlias.key,
    risk: 'reversible',
    summary: 'Move the alias live of checkout from version 57 back to 56',
    reason: 'version 57 went live 20 s before the errors began',
    undo: 'Move the alias forward to 57 again',
    expectation: {
      metric: 'errorRate',
      comparison: 'below',
      threshold: 1,
      settleSeconds: 120,
      withinSeconds: 300,
      goodReadings: 3,
    },
    guardMetrics: [{ metric: 'latencyP99', factor: 1.5 }],
    runbook: 'runbooks/bad-deploy.yaml:12',
    ...overrides,
  };
}

export function aStepRecord(overrides: Partial<StepRecord> = {}): StepRecord {
  return {
    incidentId: firstIncidentId,
    index: 0,
    planHash: 'b'.repeat(64),
    version: 1,
    guard: { at: '2026-11-23T02:02:18.000Z', verdict: { decision: 'needs-approval', findings: [] } },
    lock: null,
    result: null,
    verification: null,
    settling: null,
    undo: null,
    ...overrides,
  };
}

export function aDebt(overrides: Partial<Debt> = {}): Debt {
  return {
    incidentId: firstIncidentId,
    resource: checkoutAlias.key,
    stepIndex: 0,
    owner: 'team-checkout',
    createdAt: '2026-11-23T02:04:04.000Z',
    dueAt: '2026-11-24T02:04:04.000Z',
    howToRestore: 'Promote a fixed version',
    backport: 'Revert the change',
    expiresAt: null,
    echoes: [],
    status: 'open',
    closedAt: null,
    closedBy: null,
    ...overrides,
  };
}

export function aTimelineEntry(overrides: Partial<TimelineEntry> = {}): TimelineEntry {
  return {
    id: 'tl_01KATZ3V000000000000000001',
    at: '2026-11-23T02:03:00.000Z',
    actor: 'person:ada',
    kind: 'note',
    text: 'Looking at it',
    data: {},
    ...overrides,
  };
}

export function anApproval(overrides: Partial<Approval> = {}): Approval {
  return {
    id: 'apr_01KATZ3V000000000000000001_0',
    incidentId: firstIncidentId,
    stepIndex: 0,
    planHash: 'b'.repeat(64),
    step: aStep(),
    reasons: ['SEV2 needs one person'],
    state: 'pending',
    requestedAt: '2026-11-23T02:02:19.000Z',
    expiresAt: '2026-11-23T03:02:19.000Z',
    links: [{ person: 'ada', generation: 1, wrongCodes: 0, sentAt: null }],
    encryptedToken: 'sealed',
    decidedBy: null,
    decidedAt: null,
    comment: null,
    voidReason: null,
    version: 1,
    ...overrides,
  };
}

export function aDelivery(overrides: Partial<Delivery> = {}): Delivery {
  return {
    id: 'dlv_01KATZ3V000000000000000001',
    source: 'alertmanager',
    receivedAt: '2026-11-23T02:02:10.000Z',
    headers: { 'content-type': 'application/json' },
    body: '{"alerts":[]}',
    ...overrides,
  };
}

export function aLedgerLine(overrides: Partial<LedgerLine> = {}): LedgerLine {
  return {
    delivery: aDelivery(),
    disposition: 'opened',
    reason: null,
    incidentIds: [firstIncidentId],
    processedAt: '2026-11-23T02:02:11.000Z',
    ...overrides,
  };
}

export function aKillSwitch(overrides: Partial<KillSwitch> = {}): KillSwitch {
  return {
    service: null,
    isOn: true,
    at: '2026-11-23T02:03:00.000Z',
    by: 'person:ben',
    reason: 'the region is on fire',
    ...overrides,
  };
}
