import type { PostLog } from '../../../../lambdas/domain/reporting/updates/post-log.ts';
import type { PostLogStore } from '../../../../lambdas/ports/stores/post-log-store.ts';
import { saveVersion } from '../save-version.ts';

export function createInMemoryPostLogStore(): PostLogStore {
  const logs = new Map<string, PostLog>();
  return {
    readPostLogs: async (incidentId) => [...logs.values()].filter((log) => log.incidentId === incidentId),
    savePostLog: async (log) => {
      const { incidentId, place } = log;
      const conflict = `What ${place} got about ${incidentId} changed since it was read`;
      saveVersion(logs, JSON.stringify([incidentId, place]), log, conflict);
    },
  };
}
