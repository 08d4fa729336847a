import type { MetricName } from './evidence.ts';
import type { GuardrailVerdict } from './guardrail-verdict.ts';
import type { RecoveryVerdict } from './recovery.ts';

/** Who let a step run, as take-action read it itself. */
export interface StepAuthority {
  readonly kind: 'policy' | 'approval';
  readonly approvalId: string | null;
  readonly by: readonly string[];
}

/** Whether what was done has taken effect everywhere; the text says how far it is. */
export interface Settling {
  readonly settled: boolean;
  readonly text: string;
}

/** Whether the pre-state could be restored if it had to be; the text says why not. */
export interface UndoReadiness {
  readonly ready: boolean;
  readonly text: string;
}

/** A metric whose alarm an action may set off itself, and why. */
export interface Echo {
  readonly metric: MetricName;
  readonly because: string;
}

/** What has happened to a step of the plan; every field but `settling` is set once, in this order. */
export interface StepRecord {
  readonly incidentId: string;
  readonly index: number;
  readonly planHash: string;
  readonly version: number;
  readonly guard: { readonly at: string; readonly verdict: GuardrailVerdict };
  /** Taken before anything is changed: the one attempt that this step gets. */
  readonly lock: {
    readonly at: string;
    readonly authority: StepAuthority;
    readonly fencingToken: number;
    readonly preState: Readonly<Record<string, unknown>>;
    /** As the action said before it did anything; null when it has no more to say than its preflight. */
    readonly undoReadiness: UndoReadiness | null;
  } | null;
  readonly result: {
    readonly at: string;
    readonly outcome: 'done' | 'stale' | 'unknown';
    readonly text: string;
    readonly postState: Readonly<Record<string, unknown>> | null;
  } | null;
  /** The last look at whether the result has taken effect; null when it had at once, or was not to be looked at. */
  readonly settling: (Settling & { readonly at: string }) | null;
  readonly verification: { readonly at: string; readonly verdict: RecoveryVerdict } | null;
  readonly undo: {
    readonly at: string;
    readonly outcome: 'undone' | 'changed-since' | 'unknown' | 'irreversible';
    readonly text: string;
  } | null;
}

export const debtStatuses = ['open', 'restored', 'accepted'] as const;

/** Something an action changed that still has to be restored. */
export interface Debt {
  readonly incidentId: string;
  readonly resource: string;
  readonly stepIndex: number;
  readonly owner: string;
  readonly createdAt: string;
  readonly dueAt: string;
  readonly howToRestore: string;
  /** What to change in code or infrastructure, so that the next deployment neither undoes it nor repeats the fault. */
  readonly backport: string;
  /** When it should be restored even if nobody asks; null: when its owner says so. */
  readonly expiresAt: string | null;
  /** Alarms that come of what was done. */
  readonly echoes: readonly Echo[];
  readonly status: (typeof debtStatuses)[number];
  readonly closedAt: string | null;
  readonly closedBy: string | null;
}
