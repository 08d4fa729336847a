import { instantOf } from '../../instant.ts';
import type { GuardrailsPolicy } from '../../policy/schemas/guardrails-schema.ts';
import type { Incident } from '../../records/incident.ts';
import type { StepRecord } from '../../records/step-record.ts';
import type { JudgedChange } from '../../triage/suspects/judged-changes.ts';

/**
 * How a step of a closed incident went. `false-fire`: there was nothing to do any more when it was to run. `relapse`: it seemed to help, and
 * the incident came back within a day.
 */
export const stepOutcomes = ['success', 'no-effect', 'revert', 'false-fire', 'relapse'] as const;
export type StepOutcome = (typeof stepOutcomes)[number];

/** One step that automation took, with the rule that proposed it. */
export interface JudgedStep {
  readonly service: string;
  readonly action: string;
  /** `file:line` of the runbook step. */
  readonly runbook: string;
  readonly at: string;
  readonly outcome: StepOutcome;
}

/** As a step's result, verification and undo say; null when nothing was done, or when it cannot be said how it went. */
export function outcomeOf(
  result: string | null,
  verified: string | null,
  undone: string | null,
  isBack = false,
): StepOutcome | null {
  if (result === 'stale') return 'false-fire';
  if (result !== 'done') return null;
  if (verified === 'recovered') return isBack ? 'relapse' : 'success';
  if (verified === 'worse' || undone === 'undone') return 'revert';
  return verified === 'no-better' ? 'no-effect' : null;
}

/** What the steps of one incident tell. `isBack`: it came back soon after it was closed. */
export function judgedSteps(
  { service, assessment }: Pick<Incident, 'service' | 'assessment'>,
  records: readonly StepRecord[],
  isBack = false,
): readonly JudgedStep[] {
  return records.flatMap(({ index, result, verification, undo }) => {
    const step = assessment?.plan.steps.find((each) => each.index === index);
    const outcome = outcomeOf(
      result?.outcome ?? null,
      verification?.verdict.state ?? null,
      undo?.outcome ?? null,
      isBack,
    );
    if (step === undefined || outcome === null || result === null) return [];
    return [{ service, action: step.action, runbook: step.runbook, at: result.at, outcome }];
  });
}

/**
 * What the steps of one incident tell of the changes that they took back: one that helped took the cause away. One that had no
 * effect, or made it worse, took an innocent one back.
 */
export function judgedChanges(
  { assessment }: Pick<Incident, 'assessment'>,
  records: readonly StepRecord[],
): readonly JudgedChange[] {
  return records.flatMap(({ index, result, verification, undo }) => {
    const changeId = assessment?.plan.steps.find((each) => each.index === index)?.changeId;
    const change = assessment?.suspects.find((each) => each.changeId === changeId);
    const outcome = outcomeOf(
      result?.outcome ?? null,
      verification?.verdict.state ?? null,
      undo?.outcome ?? null,
    );
    if (change?.kind === undefined || outcome === null || outcome === 'false-fire') return [];
    return [{ kind: change.kind, actor: change.actor ?? null, helped: outcome === 'success' }];
  });
}

export interface EarnedLevel {
  readonly isBelow: boolean;
  readonly text: string;
}

type AutonomyPolicy = GuardrailsPolicy['autonomy'];

/**
 * Whether an action on a service has lost the trust that policy gives it. More failures than policy forgives among so many steps lose it,
 * and no later success gives it back: a person says in policy from when on it is judged anew. A person can take it away, too.
 */
export function earnedLevel(
  { failuresAtMost, ofLast, raised, lowered }: AutonomyPolicy,
  { service, action }: Pick<JudgedStep, 'service' | 'action'>,
  steps: readonly JudgedStep[],
): EarnedLevel {
  const isMeant = (each: Pick<JudgedStep, 'service' | 'action'>) =>
    each.service === service && each.action === action;
  const since = Math.max(0, ...raised.filter(isMeant).map(({ at }) => instantOf(at)));
  const taken = lowered
    .filter((each) => isMeant(each) && instantOf(each.at) >= since)
    .toSorted((a, b) => instantOf(b.at) - instantOf(a.at))[0];
  if (taken !== undefined) {
    return {
      isBelow: true,
      text: `${taken.by} trusts ${action} on ${service} less since ${taken.at}: ${taken.reason}`,
    };
  }
  const own = steps
    .filter((each) => isMeant(each) && instantOf(each.at) > since)
    .toSorted((a, b) => instantOf(a.at) - instantOf(b.at));
  const lost = own.findIndex(
    (_, end) => failuresIn(own.slice(Math.max(0, end - ofLast + 1), end + 1)) > failuresAtMost,
  );
  const successes = own.filter(({ outcome }) => outcome === 'success').length;
  if (lost === -1)
    return { isBelow: false, text: `${action} on ${service}: ${successes} of ${own.length} steps helped` };
  return {
    isBelow: true,
    text: `${action} on ${service} failed more than ${failuresAtMost} times in ${ofLast} steps by ${own[lost]?.at}`,
  };
}

function failuresIn(steps: readonly JudgedStep[]): number {
  return steps.filter(({ outcome }) => outcome !== 'success').length;
}
