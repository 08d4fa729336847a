import type { PostLog } from '../../../domain/reporting/updates/post-log.ts';
import type { PostLogStore } from '../../../ports/stores/post-log-store.ts';
import { type DynamodbTable, recordsOf, saveVersion } from './dynamodb-table.ts';
import { postLogKey, postLogPartition } from './item-keys.ts';

export function createDynamodbPostLogStore(table: DynamodbTable): PostLogStore {
  return {
    readPostLogs: async (incidentId) =>
      recordsOf<PostLog>(await table.readPartition(postLogPartition(incidentId))),
    async savePostLog(log) {
      const { incidentId, place } = log;
      const conflict = `What ${place} got about ${incidentId} changed since it was read`;
      await saveVersion(table, { ...postLogKey(incidentId, place), data: log }, conflict);
    },
  };
}
