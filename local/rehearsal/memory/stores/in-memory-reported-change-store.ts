import {
  changeSourceNames,
  type ReportedChange,
} from '../../../../lambdas/domain/records/reported-change.ts';
import {
  mostReportedChanges,
  type ReportedChangeStore,
} from '../../../../lambdas/ports/stores/reported-change-store.ts';
import { jsonCopy } from '../json-copy.ts';

export function createInMemoryReportedChangeStore(): ReportedChangeStore {
  const kept = new Map<string, ReportedChange>();
  return {
    record: async (change) => {
      const key = [change.source, change.at, change.state, change.id, change.subject].join('\n');
      if (!kept.has(key)) kept.set(key, jsonCopy(change));
    },
    list: async (subject, since) => {
      const found = [...kept.entries()]
        .filter(([, change]) => change.subject === subject && change.at >= since.toISOString())
        .sort(([a], [b]) => (a < b ? 1 : -1))
        .map(([, change]) => jsonCopy(change));
      return changeSourceNames.flatMap((source) =>
        found.filter((change) => change.source === source).slice(0, mostReportedChanges),
      );
    },
  };
}
