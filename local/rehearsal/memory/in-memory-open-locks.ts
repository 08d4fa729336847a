import type { IncidentStore } from '../../../lambdas/ports/stores/incident-store.ts';

type OpenLocks = Pick<IncidentStore, 'acquireOpenLock' | 'readOpenLock' | 'releaseOpenLock'>;

export function createInMemoryOpenLocks(): OpenLocks {
  const holders = new Map<string, string>();
  return {
    acquireOpenLock: async (correlationKey, incidentId) => {
      const holder = holders.get(correlationKey) ?? incidentId;
      holders.set(correlationKey, holder);
      return { holder, acquired: holder === incidentId };
    },
    readOpenLock: async (correlationKey) => holders.get(correlationKey) ?? null,
    releaseOpenLock: async (correlationKey, incidentId) => {
      if (holders.get(correlationKey) === incidentId) holders.delete(correlationKey);
    },
  };
}
