import type { UpdateClaim } from '../../../domain/reporting/status-updates/update-claim.ts';
import type { UpdateClaimStore } from '../../../ports/stores/update-claim-store.ts';
import { type DynamodbTable, readRecord, saveVersion } from './dynamodb-table.ts';
import { updateClaimKey } from './item-keys.ts';

export function createDynamodbUpdateClaimStore(table: DynamodbTable): UpdateClaimStore {
  return {
    readUpdateClaim: (incidentId) => readRecord<UpdateClaim>(table, updateClaimKey(incidentId)),
    saveUpdateClaim: async (claim) =>
      await saveVersion(
        table,
        { ...updateClaimKey(claim.incidentId), data: claim },
        `Somebody else sends the updates of ${claim.incidentId}`,
      ),
  };
}
