import { WriteConflictError } from '../../../domain/errors.ts';
import type { Work, WorkStore } from '../../../ports/stores/work-store.ts';
import { type DynamodbTable, followsOn, readRecord } from './dynamodb-table.ts';
import { workKey } from './item-keys.ts';
import { incidentTable } from './table-schema.ts';

const keptSeconds = 90 * 24 * 60 * 60;

/** DynamoDB deletes what has ended when it likes: then the next work begins with version 1 again. */
export function createDynamodbWorkStore(table: DynamodbTable): WorkStore {
  return {
    readWork: (resource) => readRecord<Work>(table, workKey(resource)),
    async saveWork(work) {
      const { resource, version, updatedAt } = work;
      const expiresAt = Math.ceil(Date.parse(updatedAt) / 1000) + keptSeconds;
      const attributes = { version, [incidentTable.timeToLiveAttribute]: expiresAt };
      if (await table.put({ ...workKey(resource), data: work, attributes }, followsOn(version))) return;
      throw new WriteConflictError(`The work on ${resource} was gone on with elsewhere`);
    },
  };
}
