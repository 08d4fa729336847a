import type { GuardrailsPolicy } from '../../policy/guardrails-schema.ts';

/** How a step of a closed incident went. `false-fire`: there was nothing to do any more when it was to run. */
export const stepOutcomes = ['success', 'no-effect', 'revert', 'false-fire'] as const;
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
): StepOutcome | null {
  if (result === 'stale') return 'false-fire';
  if (result !== 'done') return null;
  if (verified === 'recovered') return 'success';
  if (verified === 'worse' || undone === 'undone') return 'revert';
  return verified === 'no-better' ? 'no-effect' : null;
}

export interface EarnedLevel {
  readonly isBelow: boolean;
  readonly text: string;
}

type AutonomyPolicy = GuardrailsPolicy['autonomy'];

/**
 * Whether an action on a service has lost the trust that policy gives it. Failures in a row of so many steps lose it, and no later success
 * gives it back: a person says in policy from when on it is judged anew.
 */
export function earnedLevel(
  { failuresAtMost, ofLast, raised }: AutonomyPolicy,
  { service, action }: Pick<JudgedStep, 'service' | 'action'>,
  steps: readonly JudgedStep[],
): EarnedLevel {
  const since = raised
    .filter((each) => each.service === service && each.action === action)
    .reduce((latest, { at }) => (at > latest ? at : latest), '');
  const own = steps
    .filter((each) => each.service === service && each.action === action && each.at > since)
    .toSorted((a, b) => (a.at < b.at ? -1 : 1));
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
