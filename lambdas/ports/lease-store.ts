export type LeaseAnswer =
  | { readonly acquired: true; readonly fencingToken: number }
  | { readonly acquired: false; readonly holder: string };

/** Leases on the resources that actions change: two automations never work on one resource. */
export interface LeaseStore {
  /** Taken when free, expired at `now`, or already this holder's (then extended). The fencing token only grows. */
  acquireLease(resource: string, holder: string, now: Date, seconds: number): Promise<LeaseAnswer>;
  /** Gives it back if `holder` has it; otherwise does nothing. */
  releaseLease(resource: string, holder: string): Promise<void>;
}
