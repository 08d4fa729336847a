import type { GuardrailVerdict } from './guardrail-verdict.ts';
import type { RecoveryVerdict } from './recovery.ts';

/** Who let a step run, as take-action read it itself. */
export interface StepAuthority {
  readonly kind: 'policy' | 'approval';
  readonly approvalId: string | null;
  readonly by: readonly string[];
}

/** What has happened to a step of the plan; every field is set once, in this order. */
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
  } | null;
  readonly result: {
    readonly at: string;
    readonly outcome: 'done' | 'stale' | 'unknown';
    readonly text: string;
    readonly postState: Readonly<Record<string, unknown>> | null;
  } | null;
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
  readonly status: (typeof debtStatuses)[number];
  readonly closedAt: string | null;
  readonly closedBy: string | null;
}
