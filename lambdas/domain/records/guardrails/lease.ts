import type { StepStarts } from './step-starts.ts';

/** What is known of a resource's lease. */
export interface LeaseView {
  /** Who has it, or had it last; null when it was given back or never taken. */
  readonly holder: string | null;
  /** ISO 8601 UTC; from then on it is free. Null when it was never taken. */
  readonly expiresAt: string | null;
  /** Grows whenever it changes hands; 0 when it was never taken. */
  readonly fencingToken: number;
  /** The steps that were started under it, by whichever holder. */
  readonly started: StepStarts;
}
