import { readingsOf } from '../../records/evidence.ts';
import type { Incident } from '../../records/incident.ts';
import type { Expectation } from '../../records/plan.ts';
import type { RecordedFacts } from '../../records/recorded-facts.ts';
import type { RecoveryVerdict } from '../../records/recovery.ts';
import type { StepRecord } from '../../records/step-record.ts';
import { watchedGuards } from './check-guard-metric.ts';
import type { WatchedGuard } from './recovery-input.ts';
import { watchExpectation } from './watch-expectation.ts';

/** What is watched for, and since when. */
export interface RecoveryWatch {
  readonly expectation: Expectation;
  readonly guards: readonly WatchedGuard[];
  /** When the action was done; null when nothing was. */
  readonly actedAt: string | null;
  /** When it had taken effect; while that is not seen, the latest moment at which it may; null when nothing was done. */
  readonly settledAt: string | null;
  readonly isSettled: boolean;
}

/** What a step promised, or the baseline where nothing was done; null when there is nothing to judge by. */
export function recoveryWatch(
  { incident, evidence, steps }: Pick<RecordedFacts, 'incident' | 'evidence' | 'steps'>,
  stepIndex: number | null,
): RecoveryWatch | null {
  if (stepIndex === null) {
    const readings = readingsOf(evidence);
    const expectation = watchExpectation(readings);
    return expectation === null
      ? null
      : { expectation, guards: [], actedAt: null, settledAt: null, isSettled: true };
  }
  const step = incident.assessment?.plan.steps[stepIndex];
  if (step === undefined) return null;
  const { result = null, settling = null } = steps.find(({ index }) => index === stepIndex) ?? {};
  const { expectation } = step;
  return {
    expectation,
    guards: watchedGuards(step.guardMetrics, evidence, step.phase),
    actedAt: result?.at ?? null,
    settledAt: result === null ? null : settledAt(result.at, settling, expectation),
    isSettled: settling?.settled ?? true,
  };
}

/** It may take as long to take effect as it then may to help. */
function settledAt(
  actedAt: string,
  settling: StepRecord['settling'],
  { withinSeconds }: Expectation,
): string {
  if (settling === null) return actedAt;
  return settling.settled ? settling.at : secondsAfter(actedAt, withinSeconds).toISOString();
}

/** By when it must have recovered: the time for it begins when what was done has taken effect. */
export function deadlineOf({ expectation, settledAt: from }: RecoveryWatch, began: Date): Date {
  return secondsAfter(from ?? began.toISOString(), expectation.withinSeconds);
}

function secondsAfter(at: string, seconds: number): Date {
  return new Date(Date.parse(at) + seconds * 1000);
}

type Verifying = Extract<Incident, { status: 'verifying' }>;

/** Kind of the timeline entry that keeps the verdict where no step can. */
export const judgedKind = 'recovery.judged';

/** The verdict of this wait, when there is one already. */
export function recordedVerdict({
  incident,
  steps,
  entries,
}: { readonly incident: Verifying } & Pick<RecordedFacts, 'steps' | 'entries'>): Pick<
  RecoveryVerdict,
  'state' | 'reason'
> | null {
  if (incident.stepIndex !== null) {
    return steps.find(({ index }) => index === incident.stepIndex)?.verification?.verdict ?? null;
  }
  const entry = entries.find(({ id }) => id === judgedId(incident));
  if (entry === undefined) return null;
  const { state } = entry.data;
  if (state !== 'recovered' && state !== 'worse' && state !== 'no-better' && state !== 'inconclusive')
    return null;
  return { state, reason: entry.text };
}

/** The step with its verdict; set once. */
export function verifiedStep(step: StepRecord, verdict: RecoveryVerdict, now: Date): StepRecord {
  return { ...step, verification: { at: now.toISOString(), verdict }, version: step.version + 1 };
}

/** The verdict of a wait in which nothing was done. */
export function judgedEntry(incident: Verifying, { state, reason }: RecoveryVerdict, now: Date) {
  return {
    id: judgedId(incident),
    at: now.toISOString(),
    actor: 'firebreak:watch-recovery',
    kind: judgedKind,
    text: reason,
    data: { state },
  };
}

function judgedId({ since }: Verifying): string {
  return `${judgedKind}:${since}`;
}
