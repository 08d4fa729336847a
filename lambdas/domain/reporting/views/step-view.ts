import type { Approval } from '../../records/approval.ts';
import type { DataPoint } from '../../records/evidence.ts';
import type { GuardrailDecision, GuardrailFinding } from '../../records/guardrail-verdict.ts';
import type { Expectation, GuardMetric, Risk, Step, StepPhase } from '../../records/plan.ts';
import type { RecoveryState } from '../../records/recovery.ts';
import type { StepRecord } from '../../records/step-record.ts';

export const stepStates = [
  'planned',
  'denied',
  'allowed',
  'awaiting-approval',
  'approved',
  'rejected',
  'void',
  'expired',
  'acting',
  'stale',
  'unknown',
  'done',
  'recovered',
  'worse',
  'no-better',
  'inconclusive',
  'undone',
  'not-undone',
] as const;
/** How far a step of the plan came, as one word. */
export type StepState = (typeof stepStates)[number];

export interface StepView {
  readonly index: number;
  readonly phase: StepPhase;
  readonly action: string;
  readonly resource: string;
  readonly risk: Risk;
  readonly summary: string;
  readonly reason: string;
  readonly undo: string;
  readonly runbook: string;
  readonly expectation: Expectation;
  readonly guardMetrics: readonly GuardMetric[];
  readonly state: StepState;
  readonly guard: {
    readonly at: string;
    readonly decision: GuardrailDecision;
    readonly findings: readonly GuardrailFinding[];
  } | null;
  readonly startedAt: string | null;
  /** Who let it run: people, or empty when policy did. */
  readonly authorizedBy: readonly string[] | null;
  readonly result: { readonly at: string; readonly outcome: string; readonly text: string } | null;
  readonly verification: {
    readonly at: string;
    readonly state: RecoveryState;
    readonly reason: string;
    readonly readings: readonly DataPoint[];
  } | null;
  readonly undoResult: { readonly at: string; readonly outcome: string; readonly text: string } | null;
}

export function viewStep(step: Step, record: StepRecord | null, approval: Approval | null): StepView {
  return {
    index: step.index,
    phase: step.phase,
    action: step.action,
    resource: step.resource,
    risk: step.risk,
    summary: step.summary,
    reason: step.reason,
    undo: step.undo,
    runbook: step.runbook,
    expectation: viewExpectation(step.expectation),
    guardMetrics: step.guardMetrics.map(({ metric, factor }) => ({ metric, factor })),
    state: stepState(record, approval),
    ...viewRecord(record),
  };
}

/** The latest fact wins. */
function stepState(record: StepRecord | null, approval: Approval | null): StepState {
  if (record === null) {
    return 'planned';
  }
  if (record.undo !== null) {
    return record.undo.outcome === 'undone' ? 'undone' : 'not-undone';
  }
  if (record.verification !== null) {
    return record.verification.verdict.state;
  }
  if (record.result !== null) {
    return record.result.outcome;
  }
  if (record.lock !== null) {
    return 'acting';
  }
  if (record.guard.verdict.decision === 'deny') {
    return 'denied';
  }
  if (approval !== null) {
    return approval.state === 'pending' ? 'awaiting-approval' : approval.state;
  }
  return record.guard.verdict.decision === 'allow' ? 'allowed' : 'awaiting-approval';
}

function viewRecord(record: StepRecord | null) {
  return {
    guard: record && {
      at: record.guard.at,
      decision: record.guard.verdict.decision,
      findings: record.guard.verdict.findings.map(({ guardrail, decision, reason }) => ({
        guardrail,
        decision,
        reason,
      })),
    },
    startedAt: record?.lock?.at ?? null,
    authorizedBy: record?.lock?.authority.by ?? null,
    result: viewOutcome(record?.result ?? null),
    verification: record?.verification
      ? {
          at: record.verification.at,
          state: record.verification.verdict.state,
          reason: record.verification.verdict.reason,
          readings: record.verification.verdict.readings.map(({ at, value }) => ({ at, value })),
        }
      : null,
    undoResult: viewOutcome(record?.undo ?? null),
  };
}

function viewOutcome(outcome: { at: string; outcome: string; text: string } | null) {
  return outcome && { at: outcome.at, outcome: outcome.outcome, text: outcome.text };
}

function viewExpectation(expectation: Expectation): Expectation {
  return {
    metric: expectation.metric,
    comparison: expectation.comparison,
    threshold: expectation.threshold,
    settleSeconds: expectation.settleSeconds,
    withinSeconds: expectation.withinSeconds,
    goodReadings: expectation.goodReadings,
  };
}
