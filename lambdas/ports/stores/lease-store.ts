import type { LeaseView } from '../../domain/records/guardrails/lease.ts';
import type { StepStart } from '../../domain/records/guardrails/step-starts.ts';

export type LeaseResult =
  | { readonly acquired: true; readonly fencingToken: number }
  | { readonly acquired: false; readonly holder: string };

/** Leases on the resources that actions change: two automations never work on one resource. */
export interface LeaseStore {
  /**
   * Taken when free, expired at `now`, or already this holder's (then extended). The fencing token only grows. Whoever takes it to carry
   * out a step, or to undo one, tells which, and that is remembered with it.
   */
  acquireLease(
    resource: string,
    holder: string,
    now: Date,
    seconds: number,
    start?: StepStart,
  ): Promise<LeaseResult>;
  /** Gives it back if `holder` has it; otherwise does nothing. */
  releaseLease(resource: string, holder: string): Promise<void>;
  /** Read consistently. */
  readLease(resource: string): Promise<LeaseView>;
}
