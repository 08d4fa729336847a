import type { ChangeKind, MetricName } from './evidence.ts';

/** What is done to stabilise or mitigate comes first; what restores only once the incident has recovered. */
export const stepPhases = ['stabilize', 'mitigate', 'restore'] as const;
export type StepPhase = (typeof stepPhases)[number];

/** `reversible`: has an undo that restores the pre-state. `irreversible`: always waits for a person. */
export const risks = ['reversible', 'irreversible'] as const;
export type Risk = (typeof risks)[number];

/** What an action promises: the metric that must cross the threshold within the time, after the settling time. */
export interface Expectation {
  readonly metric: MetricName;
  readonly comparison: 'below' | 'above';
  /** In the metric's unit. */
  readonly threshold: number;
  readonly settleSeconds: number;
  readonly withinSeconds: number;
  /** Consecutive good one-minute readings that count as recovered. */
  readonly goodReadings: number;
}

/** What must not get worse: above `factor` times its value before the action, or its usual one where that is higher, it is undone. */
export interface GuardMetric {
  readonly metric: MetricName;
  readonly factor: number;
}

export interface Step {
  /** 0-based place in the plan. */
  readonly index: number;
  readonly phase: StepPhase;
  /** `kind` of a registered action. */
  readonly action: string;
  readonly params: Readonly<Record<string, unknown>>;
  /** What the action works on; the key of its lease and debt. */
  readonly resource: string;
  readonly risk: Risk;
  /** One sentence: what will be done. */
  readonly summary: string;
  /** Id of the suspect change that it reverts; left out when it reverts none. */
  readonly changeId?: string;
  /** Why it is proposed. Of one that an agent proposed, it quotes the agent. */
  readonly reason: string;
  /** Which agent proposed it, and whose it is: no yes of that person counts. Left out: policy did. */
  readonly proposedBy?: { readonly agent: string; readonly of: string | null };
  /** One sentence: how it is undone, or why it cannot be. */
  readonly undo: string;
  readonly expectation: Expectation;
  readonly guardMetrics: readonly GuardMetric[];
  /** For so long it stays in place; then it is taken back by itself. Left out: until people restore it. */
  readonly expiresAfterSeconds?: number;
  /** How many people must agree. Left out: as many as the guardrails ask. */
  readonly peopleNeeded?: number;
  /** Of the service's capacity, taken away while it is in place. Left out: none, or not known. */
  readonly capacityPercent?: number;
  /** Tasks, instances or the like that it adds at most; `unbounded`: charged by use. Left out: it adds none. */
  readonly addsUnits?: number | 'unbounded';
  /** `file:line` of the runbook step; `agent:<id>` of one that an agent proposed. */
  readonly runbook: string;
}

export interface Suspect {
  readonly changeId: string;
  readonly summary: string;
  readonly at: string;
  /** What kind of change it is, and who made it. Left out on records from before they were kept. */
  readonly kind?: ChangeKind;
  readonly actor?: string | null;
  /** 0–1: how likely it is the cause, made of the factors. */
  readonly score: number;
  /** What speaks for and against it, in sentences; for one that is ruled out, why. */
  readonly reasons: readonly string[];
  readonly ruledOut: boolean;
  /** What the score is made of (docs/triage.md); none for one that is ruled out. Left out on records from before they were kept. */
  readonly factors?: readonly SuspectFactor[];
}

/** The one that is blamed for it: of a record from before blame was kept, the first that is not ruled out. */
export function blamedSuspect({
  suspects,
  culprit,
}: {
  readonly suspects: readonly Suspect[];
  readonly culprit?: string | null;
}): Suspect | undefined {
  const open = suspects.filter(({ ruledOut }) => !ruledOut);
  return culprit === undefined ? open[0] : open.find(({ changeId }) => changeId === culprit);
}

export const suspectFactorNames = [
  'prior',
  'delay',
  'onset',
  'distance',
  'kind',
  'size',
  'track-record',
  'judged-changes',
  'share',
  'logs',
  'other-explanation',
] as const;

/** One weight of evidence: 10 points make the odds tenfold, 3 double them; negative ones speak against it. */
export interface SuspectFactor {
  readonly name: (typeof suspectFactorNames)[number];
  readonly points: number;
  readonly text: string;
}

export interface Plan {
  /** Those of earlier plans come first and keep their places: what was decided and done about them stays on record. */
  readonly steps: readonly Step[];
  /** SHA-256 hex over the canonical JSON of its own steps: what an approval is bound to. */
  readonly hash: string;
  /** Where its own steps begin. Left out: it is the first plan, and all are its own. */
  readonly firstStep?: number;
}

type PlannedSteps = Pick<Plan, 'steps' | 'firstStep'>;

/** The steps that count now, without those of earlier plans. */
export function stepsOfPlan({ steps, firstStep = 0 }: PlannedSteps): readonly Step[] {
  return steps.slice(firstStep);
}

/** The steps that are taken before the incident has recovered: those that restore are the last of a plan. */
export function stepsBeforeRecovery(plan: PlannedSteps): readonly Step[] {
  const steps = stepsOfPlan(plan);
  const first = steps.findIndex(({ phase }) => phase === 'restore');
  return first === -1 ? steps : steps.slice(0, first);
}
