import type { PublicStatus } from '../../../../lambdas/domain/records/public-status/public-status.ts';
import type { PublicStatusStore } from '../../../../lambdas/ports/stores/public-status-store.ts';
import { saveVersion } from '../save-version.ts';

export function createInMemoryPublicStatusStore(): PublicStatusStore {
  const kept = new Map<string, PublicStatus>();
  return {
    readPublicStatus: async (incidentId) => kept.get(incidentId) ?? null,
    savePublicStatus: async (status) =>
      saveVersion(
        kept,
        status.incidentId,
        status,
        `The public status of ${status.incidentId} changed since it was read`,
      ),
    listPublicStatusesInWork: async () =>
      [...kept.values()]
        .filter(({ isInWork }) => isInWork)
        .toSorted((a, b) => (placeOf(a) < placeOf(b) ? -1 : 1)),
  };
}

function placeOf({ releases, incidentId }: PublicStatus): string {
  return `${releases[0].at}#${incidentId}`;
}
