import type { ToldChange } from '../domain/changes/told-change.ts';

/** Changes that were told by webhook, each message kept for `toldChangeDays` from when it happened. */
export interface ToldChangeStore {
  /** Recording the same message again changes nothing. */
  record(told: ToldChange): Promise<void>;
  /** What was told of a subject since then, newest first within each source; of each at least the newest `mostToldChanges` messages. */
  list(subject: string, since: Date): Promise<readonly ToldChange[]>;
}

export const mostToldChanges = 200;
