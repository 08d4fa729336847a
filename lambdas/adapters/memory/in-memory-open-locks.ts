import type { IncidentStore } from '../../ports/incident-store.ts';

type OpenLocks = Pick<IncidentStore, 'claimOpen' | 'readOpen' | 'releaseOpen'>;

export function createInMemoryOpenLocks(): OpenLocks {
  const holders = new Map<string, string>();
  return {
    claimOpen: async (correlationKey, incidentId) => {
      const holder = holders.get(correlationKey) ?? incidentId;
      holders.set(correlationKey, holder);
      return { holder, claimed: holder === incidentId };
    },
    readOpen: async (correlationKey) => holders.get(correlationKey) ?? null,
    releaseOpen: async (correlationKey, incidentId) => {
      if (holders.get(correlationKey) === incidentId) holders.delete(correlationKey);
    },
  };
}
