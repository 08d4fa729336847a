import { WriteConflictError } from '../../../domain/errors.ts';
import { type FollowUp, isInWork, isLive } from '../../../domain/records/follow-up/follow-up.ts';
import type { FollowUpStore } from '../../../ports/stores/follow-up-store.ts';
import { type DynamodbTable, followsOn, readRecord, recordsOf } from './dynamodb-table.ts';
import { followUpKey, incidentPartition, sortKeyPrefixes } from './item-keys.ts';
import type { Item } from './table-item.ts';
import { incidentTable } from './table-schema.ts';

/** They stand in an index of their own partition, from which the end of each takes it. */
const followUpsInWork = 'follow-up';

export function createDynamodbFollowUpStore(table: DynamodbTable): FollowUpStore {
  const inWork = async (): Promise<readonly FollowUp[]> => {
    const keys = await table.queryIndex({
      index: incidentTable.indexes.byStatus,
      partition: followUpsInWork,
      before: null,
    });
    return recordsOf<FollowUp>(await table.readAll(keys))
      .filter(isInWork)
      .toReversed();
  };
  return {
    createFollowUp: async (followUp) =>
      (await table.put(followUpItem(followUp), 'absent')) ? 'created' : 'exists',
    readFollowUp: (incidentId, id) => readRecord<FollowUp>(table, followUpKey(incidentId, id)),
    async saveFollowUp(followUp) {
      if (await table.put(followUpItem(followUp), followsOn(followUp.version))) return;
      throw new WriteConflictError(`The follow-up ${followUp.id} changed since it was read`);
    },
    async listFollowUps(incidentId) {
      const prefix = sortKeyPrefixes.followUp;
      return recordsOf<FollowUp>(await table.readPartition(incidentPartition(incidentId), { prefix }));
    },
    listFollowUpsInWork: inWork,
    listLiveFollowUps: async () => (await inWork()).filter(isLive),
  };
}

function followUpItem(followUp: FollowUp): Item {
  const { byStatus } = incidentTable.indexes;
  const { incidentId, id, version, createdAt } = followUp;
  const listed = {
    [byStatus.partitionKey]: followUpsInWork,
    [byStatus.sortKey]: `${createdAt}#${incidentId}`,
  };
  return {
    ...followUpKey(incidentId, id),
    data: followUp,
    attributes: { version, ...(isInWork(followUp) ? listed : {}) },
  };
}
