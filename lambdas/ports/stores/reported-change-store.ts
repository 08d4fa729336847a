import type { ReportedChange } from '../../domain/records/reported-change.ts';

/** Changes that were reported by webhook, each message kept for `reportedChangeDays` from when it happened. */
export interface ReportedChangeStore {
  /** Recording the same message again changes nothing. */
  record(change: ReportedChange): Promise<void>;
  /** What was reported about a subject since then, newest first within each source; of each at least the newest `mostReportedChanges` messages. */
  list(subject: string, since: Date): Promise<readonly ReportedChange[]>;
}

export const mostReportedChanges = 200;
