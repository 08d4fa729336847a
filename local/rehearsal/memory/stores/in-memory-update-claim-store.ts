import type { UpdateClaim } from '../../../../lambdas/domain/reporting/status-updates/update-claim.ts';
import type { UpdateClaimStore } from '../../../../lambdas/ports/stores/update-claim-store.ts';
import { saveVersion } from '../save-version.ts';

export function createInMemoryUpdateClaimStore(): UpdateClaimStore {
  const claims = new Map<string, UpdateClaim>();
  return {
    readUpdateClaim: async (incidentId) => claims.get(incidentId) ?? null,
    saveUpdateClaim: async (claim) =>
      saveVersion(claims, claim.incidentId, claim, `Somebody else sends the updates of ${claim.incidentId}`),
  };
}
