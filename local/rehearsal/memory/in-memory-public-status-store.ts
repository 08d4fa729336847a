import { WriteConflictError } from '../../../lambdas/domain/errors.ts';
import type { PublicStatus } from '../../../lambdas/domain/records/public-status/public-status.ts';
import type { PublicStatusStore } from '../../../lambdas/ports/stores/public-status-store.ts';
import { jsonCopy } from './json-copy.ts';

export function createInMemoryPublicStatusStore(): PublicStatusStore {
  const kept = new Map<string, PublicStatus>();
  return {
    readPublicStatus: async (incidentId) => kept.get(incidentId) ?? null,
    savePublicStatus: async (status) => {
      if ((kept.get(status.incidentId)?.version ?? 0) !== status.version - 1) {
        throw new WriteConflictError(`The public status of ${status.incidentId} changed since it was read`);
      }
      kept.set(status.incidentId, jsonCopy(status));
    },
    listPublicStatusesInWork: async () =>
      [...kept.values()]
        .filter(({ isInWork }) => isInWork)
        .toSorted((a, b) => (placeOf(a) < placeOf(b) ? -1 : 1)),
  };
}

function placeOf({ releases, incidentId }: PublicStatus): string {
  return `${releases[0].at}#${incidentId}`;
}
