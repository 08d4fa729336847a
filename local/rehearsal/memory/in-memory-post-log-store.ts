import { WriteConflictError } from '../../../lambdas/domain/errors.ts';
import type { PostLog } from '../../../lambdas/domain/reporting/updates/post-log.ts';
import type { PostLogStore } from '../../../lambdas/ports/stores/post-log-store.ts';
import { jsonCopy } from './json-copy.ts';

export function createInMemoryPostLogStore(): PostLogStore {
  const logs = new Map<string, PostLog>();
  return {
    readPostLogs: async (incidentId) => [...logs.values()].filter((log) => log.incidentId === incidentId),
    savePostLog: async (log) => {
      const { incidentId, place, version } = log;
      const key = JSON.stringify([incidentId, place]);
      if ((logs.get(key)?.version ?? 0) !== version - 1) {
        throw new WriteConflictError(`What ${place} got about ${incidentId} changed since it was read`);
      }
      logs.set(key, jsonCopy(log));
    },
  };
}
