import type { FollowUp } from '../../domain/records/follow-up/follow-up.ts';

/** Follow-ups, each one item under its incident. Rejects with DependencyUnavailableError when the table does not answer. */
export interface FollowUpStore {
  /** Writes version 1 unless it exists. */
  createFollowUp(followUp: FollowUp): Promise<'created' | 'exists'>;
  readFollowUp(incidentId: string, id: string): Promise<FollowUp | null>;
  /** Writes it if the stored version is `followUp.version - 1`, else WriteConflictError. */
  saveFollowUp(followUp: FollowUp): Promise<void>;
  /** By id. */
  listFollowUps(incidentId: string): Promise<readonly FollowUp[]>;
  /** The live ones, and the done ones whose tickets may be reopened. May lag by seconds. */
  listFollowUpsInWork(): Promise<readonly FollowUp[]>;
  /** Those of every incident that are neither done nor dropped, the oldest first. May lag by seconds. */
  listLiveFollowUps(): Promise<readonly FollowUp[]>;
}
