import { changeSourceNames, type ToldChange } from '../../domain/changes/told-change.ts';
import { mostToldChanges, type ToldChangeStore } from '../../ports/told-change-store.ts';
import { jsonCopy } from './json-copy.ts';

export function createInMemoryToldChangeStore(): ToldChangeStore {
  const kept = new Map<string, ToldChange>();
  return {
    record: async (told) => {
      const key = [told.source, told.at, told.state, told.id, told.subject].join('\n');
      if (!kept.has(key)) kept.set(key, jsonCopy(told));
    },
    list: async (subject, since) => {
      const found = [...kept.entries()]
        .filter(([, told]) => told.subject === subject && told.at >= since.toISOString())
        .sort(([a], [b]) => (a < b ? 1 : -1))
        .map(([, told]) => jsonCopy(told));
      return changeSourceNames.flatMap((source) =>
        found.filter((told) => told.source === source).slice(0, mostToldChanges),
      );
    },
  };
}
