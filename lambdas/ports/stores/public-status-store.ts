import type { PublicStatus } from '../../domain/records/public-status/public-status.ts';

/** What was said to the public about each incident. Rejects with DependencyUnavailableError when the table does not answer. */
export interface PublicStatusStore {
  /** Read consistently; null when nothing was released. */
  readPublicStatus(incidentId: string): Promise<PublicStatus | null>;
  /** Version 1 creates, later ones replace version - 1; else WriteConflictError. */
  savePublicStatus(status: PublicStatus): Promise<void>;
  /** Those of which a page may lack the newest release, the oldest first. May lag by seconds. */
  listPublicStatusesInWork(): Promise<readonly PublicStatus[]>;
}
