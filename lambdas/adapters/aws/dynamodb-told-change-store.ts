import { changeSourceNames, type ToldChange, toldChangeDays } from '../../domain/changes/told-change.ts';
import { mostToldChanges, type ToldChangeStore } from '../../ports/told-change-store.ts';
import { type DynamodbTable, type Item, recordsOf } from './dynamodb-table.ts';
import { toldChangeKey, toldChangePartition, toldChangeRange } from './item-keys.ts';
import { incidentTable } from './table-schema.ts';

/** One item a message. The messages about one subject are mostly few, whoever told them: one query has them all. */
export function createDynamodbToldChangeStore(table: DynamodbTable): ToldChangeStore {
  return {
    async record(told) {
      const expiresAt = Math.ceil(Date.parse(told.at) / 1000) + toldChangeDays * 24 * 3600;
      const attributes = { [incidentTable.timeToLiveAttribute]: expiresAt };
      // Refused when it is there already: it was told before.
      await table.put({ ...toldChangeKey(told), data: told, attributes }, 'absent');
    },
    async list(subject, since) {
      const pk = toldChangePartition(subject);
      const all = await table.readNewest({ pk, limit: mostToldChanges });
      if (all.isComplete) return told(all.items, since);
      // No source can hide what another one told by telling much.
      const pages = await Promise.all(
        changeSourceNames.map((source) =>
          table.readNewest({ pk, range: toldChangeRange(source, since), limit: mostToldChanges }),
        ),
      );
      return told(
        pages.flatMap(({ items }) => items),
        since,
      );
    },
  };
}

function told(items: readonly Item[], since: Date): readonly ToldChange[] {
  return recordsOf<ToldChange>(items).filter(({ at }) => at >= since.toISOString());
}
