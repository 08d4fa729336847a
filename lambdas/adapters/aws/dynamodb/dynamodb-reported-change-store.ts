import { changeSourceNames, type ReportedChange } from '../../../domain/records/reported-change.ts';
import {
  mostReportedChanges,
  type ReportedChangeStore,
} from '../../../ports/stores/reported-change-store.ts';
import { type DynamodbTable, recordsOf } from './dynamodb-table.ts';
import { reportedChangePartition, reportedChangeRange } from './item-keys.ts';
import { reportedChangeItem } from './reported-change-item.ts';
import type { Item } from './table-item.ts';

/** One item a message. The messages about one subject are mostly few, whoever reported them: one query has them all. */
export function createDynamodbReportedChangeStore(table: DynamodbTable): ReportedChangeStore {
  return {
    async record(change) {
      await table.put(reportedChangeItem(change), 'absent');
    },
    async list(subject, since) {
      const pk = reportedChangePartition(subject);
      const all = await table.readNewest({ pk, limit: mostReportedChanges });
      if (all.isComplete) return reportedSince(all.items, since);
      // No source can hide what another one reported by reporting much.
      const pages = await Promise.all(
        changeSourceNames.map((source) =>
          table.readNewest({ pk, range: reportedChangeRange(source, since), limit: mostReportedChanges }),
        ),
      );
      return reportedSince(
        pages.flatMap(({ items }) => items),
        since,
      );
    },
  };
}

function reportedSince(items: readonly Item[], since: Date): readonly ReportedChange[] {
  return recordsOf<ReportedChange>(items).filter(({ at }) => at >= since.toISOString());
}
