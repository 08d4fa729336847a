import { type ReportedChange, reportedChangeDays } from '../../../domain/records/reported-change.ts';
import { reportedChangeKey } from './item-keys.ts';
import type { Item } from './table-item.ts';
import { incidentTable } from './table-schema.ts';

/** One item a message. It is put where none is: what is there already was reported before. */
export function reportedChangeItem(change: ReportedChange): Item {
  const expiresAt = Math.ceil(Date.parse(change.at) / 1000) + reportedChangeDays * 24 * 3600;
  return {
    ...reportedChangeKey(change),
    data: change,
    attributes: { [incidentTable.timeToLiveAttribute]: expiresAt },
  };
}
