import type { PostLog } from '../../domain/reporting/updates/post-log.ts';

/** What each incident channel got about each incident. Rejects with DependencyUnavailableError when the table does not answer. */
export interface PostLogStore {
  /** Of all places that got something about it. */
  readPostLogs(incidentId: string): Promise<readonly PostLog[]>;
  /** Version 1 creates, later ones replace version - 1; else WriteConflictError. */
  savePostLog(log: PostLog): Promise<void>;
}
