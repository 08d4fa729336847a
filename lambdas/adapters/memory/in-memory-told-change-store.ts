import type { ToldChange } from '../../domain/changes/told-change.ts';
import { mostToldChanges, type ToldChangeStore } from '../../ports/told-change-store.ts';
import { jsonCopy } from './json-copy.ts';

export function createInMemoryToldChangeStore(): ToldChangeStore {
  const kept = new Map<string, ToldChange>();
  return {
    record: async (told) => {
      const key = [told.source, told.subject, told.at, told.state, told.id].join('\n');
      if (!kept.has(key)) kept.set(key, jsonCopy(told));
    },
    list: async (source, subject, since) =>
      [...kept.entries()]
        .filter(([, told]) => told.source === source && told.subject === subject)
        .filter(([, told]) => told.at >= since.toISOString())
        .sort(([a], [b]) => (a < b ? 1 : -1))
        .slice(0, mostToldChanges)
        .map(([, told]) => jsonCopy(told)),
  };
}
