import type { PublicStatus } from '../../../domain/records/public-status/public-status.ts';
import type { PublicStatusStore } from '../../../ports/stores/public-status-store.ts';
import { type DynamodbTable, readRecord, recordsOf, saveVersion } from './dynamodb-table.ts';
import { publicStatusKey } from './item-keys.ts';
import { incidentTable } from './table-schema.ts';

/** Those in work stand in a partition of their own in the index; the write that ends the work takes them out. */
const inWork = 'public-status';

export function createDynamodbPublicStatusStore(table: DynamodbTable): PublicStatusStore {
  return {
    readPublicStatus: (incidentId) => readRecord<PublicStatus>(table, publicStatusKey(incidentId)),
    savePublicStatus: async (status) =>
      await saveVersion(
        table,
        itemOf(status),
        `The public status of ${status.incidentId} changed since it was read`,
      ),
    async listPublicStatusesInWork() {
      const index = incidentTable.indexes.byStatus;
      const keys = await table.queryIndex({ index, partition: inWork, before: null });
      const found = recordsOf<PublicStatus>(await table.readAll(keys));
      return found.filter(({ isInWork }) => isInWork).toReversed();
    },
  };
}

function itemOf(status: PublicStatus) {
  const { byStatus } = incidentTable.indexes;
  const { incidentId, releases, isInWork } = status;
  const listed = {
    [byStatus.partitionKey]: inWork,
    [byStatus.sortKey]: `${releases[0].at}#${incidentId}`,
  };
  return {
    ...publicStatusKey(incidentId),
    data: status,
    attributes: isInWork ? listed : {},
  };
}
