import type { Criterion } from '../../../records/recovery-look/recovery-look.ts';

export interface CriteriaJudgement {
  readonly state: 'met' | 'not-met' | 'unknown';
  /** For people: what is not met, or not known. */
  readonly reason: string;
}

/** Everything that is required together. What is known to be wrong is told before what is not known. */
export function judgeCriteria(criteria: readonly Criterion[]): CriteriaJudgement {
  const required = criteria.filter((each) => each.required);
  for (const state of ['not-met', 'unknown'] as const) {
    const found = required.filter((each) => each.state === state);
    if (found.length > 0) {
      return { state, reason: found.map(({ label, text }) => `${label} (${text})`).join('; ') };
    }
  }
  return { state: 'met', reason: required.map(({ label }) => label).join('; ') };
}
