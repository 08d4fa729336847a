import type { ChangeSourceName, ToldChange } from '../domain/changes/told-change.ts';

/** Changes that were told by webhook, each message kept for `toldChangeDays` from when it happened. */
export interface ToldChangeStore {
  /** Recording the same message again changes nothing. */
  record(told: ToldChange): Promise<void>;
  /** What was told of a subject since then, newest first; at most the newest 200 messages. */
  list(source: ChangeSourceName, subject: string, since: Date): Promise<readonly ToldChange[]>;
}

/** What `list` gives at most. */
export const mostToldChanges = 200;
