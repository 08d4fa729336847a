export const criterionStates = ['met', 'not-met', 'unknown'] as const;
export type CriterionState = (typeof criterionStates)[number];

/** One thing that has to be true before an incident has recovered, as it was seen at a look. */
export interface Criterion {
  /** Names it among the others: `promise`, `latencyP99`, `smoke:sign-in` … */
  readonly id: string;
  /** For people: what has to be true. */
  readonly label: string;
  readonly state: CriterionState;
  /** For people: what was seen, or why nothing was. */
  readonly text: string;
  /** Only what is required keeps an incident open. */
  readonly required: boolean;
}

/** The newest look at whether an incident has recovered. */
export interface RecoveryLook {
  readonly at: string;
  /** Which wait it belongs to: when that began. */
  readonly since: string;
  /** The step that it followed; null when nothing was done. */
  readonly stepIndex: number | null;
  /** Since when the metrics have been good, in this wait; null while they are not. */
  readonly metricsGoodAt: string | null;
  /** Until when the wait was made longer, once, because something was not known; null: it was not. */
  readonly extendedUntil: string | null;
  readonly criteria: readonly Criterion[];
}

export const smokeOutcomes = ['passed', 'failed', 'unknown'] as const;
export type SmokeOutcome = (typeof smokeOutcomes)[number];

/** How the newest run of a smoke test went. */
export interface SmokeRun {
  /** Its id in policy. */
  readonly test: string;
  readonly name: string;
  /** When it was looked at. */
  readonly checkedAt: string;
  /** When what was seen happened: a canary ran some time before. */
  readonly at: string;
  readonly outcome: SmokeOutcome;
  /** For people: what failed, or why nothing is known; secrets are masked. */
  readonly text: string;
  readonly milliseconds: number;
  /** Since when the outcome has been the same. */
  readonly since: string;
}
