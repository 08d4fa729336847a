import type { DataPoint } from './evidence.ts';
import type { Criterion } from './recovery-look/recovery-look.ts';

export const recoveryStates = ['recovered', 'worse', 'no-better', 'inconclusive'] as const;
export type RecoveryState = (typeof recoveryStates)[number];

/** The end of a wait for recovery. `inconclusive`: the data to judge by was missing until the deadline. */
export interface RecoveryVerdict {
  readonly state: RecoveryState;
  readonly reason: string;
  /** The readings it was judged by, oldest first. */
  readonly readings: readonly DataPoint[];
  /** What had to be true, as it was seen last. Left out on records from before it was kept. */
  readonly criteria?: readonly Criterion[];
}
