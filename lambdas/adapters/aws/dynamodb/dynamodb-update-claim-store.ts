import { WriteConflictError } from '../../../domain/errors.ts';
import type { UpdateClaim } from '../../../domain/reporting/status-updates/update-claim.ts';
import type { UpdateClaimStore } from '../../../ports/stores/update-claim-store.ts';
import { type DynamodbTable, followsOn, readRecord } from './dynamodb-table.ts';
import { updateClaimKey } from './item-keys.ts';

export function createDynamodbUpdateClaimStore(table: DynamodbTable): UpdateClaimStore {
  return {
    readUpdateClaim: (incidentId) => readRecord<UpdateClaim>(table, updateClaimKey(incidentId)),
    async saveUpdateClaim(claim) {
      const { incidentId, version } = claim;
      const item = { ...updateClaimKey(incidentId), data: claim, attributes: { version } };
      if (await table.put(item, followsOn(version))) return;
      throw new WriteConflictError(`Somebody else sends the updates of ${incidentId}`);
    },
  };
}
