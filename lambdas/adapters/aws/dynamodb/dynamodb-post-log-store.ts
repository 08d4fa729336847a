import { WriteConflictError } from '../../../domain/errors.ts';
import type { PostLog } from '../../../domain/reporting/updates/post-log.ts';
import type { PostLogStore } from '../../../ports/stores/post-log-store.ts';
import { type DynamodbTable, followsOn, recordsOf } from './dynamodb-table.ts';
import { postLogKey, postLogPartition } from './item-keys.ts';

export function createDynamodbPostLogStore(table: DynamodbTable): PostLogStore {
  return {
    readPostLogs: async (incidentId) =>
      recordsOf<PostLog>(await table.readPartition(postLogPartition(incidentId))),
    async savePostLog(log) {
      const { incidentId, place, version } = log;
      const item = { ...postLogKey(incidentId, place), data: log, attributes: { version } };
      if (await table.put(item, followsOn(version))) return;
      throw new WriteConflictError(`What ${place} got about ${incidentId} changed since it was read`);
    },
  };
}
