import {
  changeSourceNames,
  type ReportedChange,
  reportedChangeDays,
} from '../../../domain/records/reported-change.ts';
import { mostReportedChanges, type ReportedChangeStore } from '../../../ports/reported-change-store.ts';
import { type DynamodbTable, type Item, recordsOf } from './dynamodb-table.ts';
import { reportedChangeKey, reportedChangePartition, reportedChangeRange } from './item-keys.ts';
import { incidentTable } from './table-schema.ts';

/** One item a message. The messages about one subject are mostly few, whoever reported them: one query has them all. */
export function createDynamodbReportedChangeStore(table: DynamodbTable): ReportedChangeStore {
  return {
    async record(change) {
      const expiresAt = Math.ceil(Date.parse(change.at) / 1000) + reportedChangeDays * 24 * 3600;
      const attributes = { [incidentTable.timeToLiveAttribute]: expiresAt };
      // Refused when it is there already: it was reported before.
      await table.put({ ...reportedChangeKey(change), data: change, attributes }, 'absent');
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
