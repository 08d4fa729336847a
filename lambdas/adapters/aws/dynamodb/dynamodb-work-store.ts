import type { Work, WorkStore } from '../../../ports/stores/work-store.ts';
import { type DynamodbTable, readRecord, saveVersion } from './dynamodb-table.ts';
import { workKey } from './item-keys.ts';
import { incidentTable } from './table-schema.ts';

const keptSeconds = 90 * 24 * 60 * 60;

/** DynamoDB deletes what has ended when it likes: then the next work begins with version 1 again. */
export function createDynamodbWorkStore(table: DynamodbTable): WorkStore {
  return {
    readWork: (resource) => readRecord<Work>(table, workKey(resource)),
    async saveWork(work) {
      const { resource, updatedAt } = work;
      const expiresAt = Math.ceil(Date.parse(updatedAt) / 1000) + keptSeconds;
      const attributes = { [incidentTable.timeToLiveAttribute]: expiresAt };
      const item = { ...workKey(resource), data: work, attributes };
      await saveVersion(table, item, `The work on ${resource} was gone on with elsewhere`);
    },
  };
}
