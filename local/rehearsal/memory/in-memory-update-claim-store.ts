import { WriteConflictError } from '../../../lambdas/domain/errors.ts';
import type { UpdateClaim } from '../../../lambdas/domain/reporting/status-updates/update-claim.ts';
import type { UpdateClaimStore } from '../../../lambdas/ports/stores/update-claim-store.ts';
import { jsonCopy } from './json-copy.ts';

export function createInMemoryUpdateClaimStore(): UpdateClaimStore {
  const claims = new Map<string, UpdateClaim>();
  return {
    readUpdateClaim: async (incidentId) => claims.get(incidentId) ?? null,
    saveUpdateClaim: async (claim) => {
      if ((claims.get(claim.incidentId)?.version ?? 0) !== claim.version - 1) {
        throw new WriteConflictError(`Somebody else sends the updates of ${claim.incidentId}`);
      }
      claims.set(claim.incidentId, jsonCopy(claim));
    },
  };
}
