import type { MetricName } from './evidence.ts';
import type { GuardrailVerdict } from './guardrails/guardrail-verdict.ts';
import type { LoggedCall } from './logged-call.ts';
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
  /** Which way it moves it. Left out on records from before it was kept: then it explains no alert. */
  readonly goes?: 'up' | 'down';
  readonly because: string;
  /** It is over so long after the action. Left out: it lasts as long as what was changed stays so. */
  readonly fadesAfterMinutes?: number;
}

/** One look of the guardrails at a step. */
export interface GuardCheck {
  readonly at: string;
  readonly verdict: GuardrailVerdict;
}

/** What has happened to a step of the plan; every field but `rechecks`, `round` and `settling` is set once, in this order. */
export interface StepRecord {
  readonly incidentId: string;
  readonly index: number;
  readonly planHash: string;
  readonly version: number;
  readonly guard: GuardCheck;
  /** Later looks that found something else than the one before. Left out: there was none. */
  readonly rechecks?: readonly GuardCheck[];
  /** How often people were asked anew. Left out: never. */
  readonly round?: number;
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
    /** `stopped`: after the lock was taken and before anything was done. */
    readonly outcome: 'done' | 'stale' | 'unknown' | 'stopped';
    readonly text: string;
    readonly postState: Readonly<Record<string, unknown>> | null;
    /** What was sent to change something. Left out: nothing, or on records from before it was kept. */
    readonly calls?: readonly LoggedCall[];
  } | null;
  /** The last look at whether the result has taken effect; null when it had at once, or was not to be looked at. */
  readonly settling: (Settling & { readonly at: string }) | null;
  readonly verification: { readonly at: string; readonly verdict: RecoveryVerdict } | null;
  readonly undo: {
    readonly at: string;
    readonly outcome: 'undone' | 'changed-since' | 'unknown' | 'irreversible';
    readonly text: string;
    readonly calls?: readonly LoggedCall[];
  } | null;
}

/** Every look of the guardrails, oldest first. */
export function guardChecks({
  guard,
  rechecks = [],
}: Pick<StepRecord, 'guard' | 'rechecks'>): readonly GuardCheck[] {
  return [guard, ...rechecks];
}

/** The look that counts now. */
export function currentGuard({ guard, rechecks }: Pick<StepRecord, 'guard' | 'rechecks'>): GuardCheck {
  return rechecks?.at(-1) ?? guard;
}

/** Since when something is done, as far as is known; null when it was not begun, or was stopped after its lock. */
export function begunAt({ lock, result }: Pick<StepRecord, 'lock' | 'result'>): string | null {
  return lock === null || result?.outcome === 'stopped' ? null : lock.at;
}

/** It did, or nobody knows whether it did. */
export function mayHaveChanged({ result }: Pick<StepRecord, 'result'>): boolean {
  return result?.outcome === 'done' || result?.outcome === 'unknown';
}

/**
 * How it went to take an action back at its end. `asked`: its function was called; `taking-back`: it is at it; `held`: not now, for the
 * reason in the text; the others are final, and all but `undone` leave it to people.
 */
export interface DebtExpiry {
  readonly at: string;
  readonly outcome:
    | 'asked'
    | 'taking-back'
    | 'held'
    | Exclude<NonNullable<StepRecord['undo']>['outcome'], 'irreversible'>;
  readonly text: string;
  /** How often its function was asked since it last answered. */
  readonly tries?: number;
  readonly calls?: readonly LoggedCall[];
}

/** A deployed version that an action took back. */
export interface ForbiddenVersion {
  readonly version: string;
  /** The change that brought it. */
  readonly summary: string;
}

export const debtStatuses = ['open', 'restored', 'accepted'] as const;

/** Something an action changed that still has to be restored. What may be left out is so on records from before it was kept. */
export interface Debt {
  readonly incidentId: string;
  readonly resource: string;
  /** Id of the service that the incident is about. */
  readonly service?: string;
  /** `kind` of the action. */
  readonly action?: string;
  /** Its action has an inverse. */
  readonly isReversible?: boolean;
  /** Of the service's capacity, taken away by it; left out: none. */
  readonly capacityPercent?: number;
  /** Grows by one with every change; the condition of the next. */
  readonly version?: number;
  readonly stepIndex: number;
  readonly owner: string;
  readonly createdAt: string;
  readonly dueAt: string;
  readonly howToRestore: string;
  /** What to change in code or infrastructure, so that the next deployment neither undoes it nor repeats the fault. */
  readonly backport: string;
  /** What it took back and must not be deployed again while it is open; left out: no deployment. */
  readonly forbids?: ForbiddenVersion;
  /** When it is taken back by itself; null: its owner restores it. */
  readonly expiresAt: string | null;
  /** Alarms that come of what was done. */
  readonly echoes: readonly Echo[];
  /** The last try to take it back at its end; left out: there was none. */
  readonly expiry?: DebtExpiry;
  /** The last look at whether it could be undone if it had to be; left out: nobody has looked since. */
  readonly undoReadiness?: UndoReadiness & { readonly at: string };
  /** What people were told of it. */
  readonly told?: readonly string[];
  readonly status: (typeof debtStatuses)[number];
  readonly closedAt: string | null;
  readonly closedBy: string | null;
}
