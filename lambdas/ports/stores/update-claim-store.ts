import type { UpdateClaim } from '../../domain/reporting/status-updates/update-claim.ts';

/** Who is sending the status updates of an incident. Rejects with DependencyUnavailableError when the table does not answer. */
export interface UpdateClaimStore {
  /** Read consistently; null when nothing was sent yet. */
  readUpdateClaim(incidentId: string): Promise<UpdateClaim | null>;
  /** Version 1 creates, later ones replace version - 1; else WriteConflictError. */
  saveUpdateClaim(claim: UpdateClaim): Promise<void>;
}
