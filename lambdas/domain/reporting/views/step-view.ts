import type { Approval } from '../../records/approval/approval.ts';
import type { DataPoint } from '../../records/evidence.ts';
import type { GuardrailDecision, GuardrailFinding } from '../../records/guardrails/guardrail-verdict.ts';
import type { Step } from '../../records/plan.ts';
import type { RecoveryState } from '../../records/recovery.ts';
import { begunAt, currentGuard, type StepRecord } from '../../records/step-record.ts';

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
  'stopped',
  'done',
  'recovered',
  'worse',
  'no-better',
  'inconclusive',
  'undone',
  'not-undone',
  'replaced',
] as const;
/** How far a step of the plan came, as one word. */
export type StepState = (typeof stepStates)[number];

interface OutcomeView {
  readonly at: string;
  readonly outcome: string;
  readonly text: string;
}

export interface StepView extends Omit<Step, 'params'> {
  readonly state: StepState;
  readonly guard: {
    readonly at: string;
    readonly decision: GuardrailDecision;
    readonly findings: readonly GuardrailFinding[];
  } | null;
  readonly startedAt: string | null;
  /** Who let it run: people, or empty when policy did. */
  readonly authorizedBy: readonly string[] | null;
  readonly result: OutcomeView | null;
  /** The last look at whether it has taken effect; null when it had at once. */
  readonly settling: StepRecord['settling'];
  /** Why it could not be undone if it had to be; null when it can, as far as is known. */
  readonly undoDoubt: string | null;
  readonly verification: {
    readonly at: string;
    readonly state: RecoveryState;
    readonly reason: string;
    readonly readings: readonly DataPoint[];
  } | null;
  readonly undoResult: OutcomeView | null;
}

/** `isOfEarlierPlan`: a newer plan took its place; what was done about it before still shows. */
export function viewStep(
  step: Step,
  record: StepRecord | null,
  approval: Approval | null,
  isOfEarlierPlan = false,
): StepView {
  const { lock = null, result = null, verification = null, undo = null } = record ?? {};
  const guard = record && currentGuard(record);
  const startedAt = record && begunAt(record);
  return {
    ...step,
    state: isOfEarlierPlan && !hasEnded(record, approval) ? 'replaced' : stepState(record, approval),
    guard: guard && { at: guard.at, ...guard.verdict },
    startedAt,
    authorizedBy: startedAt === null ? null : (lock?.authority.by ?? null),
    result,
    settling: record?.settling ?? null,
    undoDoubt: lock?.undoReadiness?.ready === false ? lock.undoReadiness.text : null,
    verification: verification && { at: verification.at, ...verification.verdict },
    undoResult: undo,
  };
}

/** Something was done, or people said no. */
function hasEnded(record: StepRecord | null, approval: Approval | null): boolean {
  return record?.lock != null || record?.result != null || approval?.state === 'rejected';
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
  if (currentGuard(record).verdict.decision === 'deny') {
    return 'denied';
  }
  if (approval !== null) {
    return approval.state === 'pending' ? 'awaiting-approval' : approval.state;
  }
  return currentGuard(record).verdict.decision === 'allow' ? 'allowed' : 'awaiting-approval';
}
