import { toldChangeDays } from '../../domain/changes/told-change.ts';
import { mostToldChanges, type ToldChangeStore } from '../../ports/told-change-store.ts';
import { type DynamodbTable, recordsOf } from './dynamodb-table.ts';
import { toldChangeKey } from './item-keys.ts';
import { incidentTable } from './table-schema.ts';

/** One item a message, sorted by its time. */
export function createDynamodbToldChangeStore(table: DynamodbTable): ToldChangeStore {
  return {
    async record(told) {
      const expiresAt = Math.ceil(Date.parse(told.at) / 1000) + toldChangeDays * 24 * 3600;
      const attributes = { [incidentTable.timeToLiveAttribute]: expiresAt };
      // Refused when it is there already: it was told before.
      await table.put({ ...toldChangeKey(told), data: told, attributes }, 'absent');
    },
    async list(source, subject, since) {
      const { pk } = toldChangeKey({ source, subject, at: '', state: 'began', id: '' });
      return recordsOf(await table.readSince({ pk, since: since.toISOString(), limit: mostToldChanges }));
    },
  };
}
