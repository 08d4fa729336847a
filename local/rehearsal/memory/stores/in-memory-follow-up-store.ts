import { WriteConflictError } from '../../../../lambdas/domain/errors.ts';
import { type FollowUp, isInWork, isLive } from '../../../../lambdas/domain/records/follow-up/follow-up.ts';
import type { FollowUpStore } from '../../../../lambdas/ports/stores/follow-up-store.ts';
import { jsonCopy } from '../json-copy.ts';

/** The follow-ups of the incident table in the memory of one process. */
export function createInMemoryFollowUpStore(): FollowUpStore {
  const kept = new Map<string, FollowUp>();
  const keyOf = (incidentId: string, id: string) => `${incidentId} ${id}`;
  const all = () => [...kept].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, followUp]) => followUp);
  const inWork = () =>
    all()
      .filter(isInWork)
      .sort((a, b) => (placeOf(a) < placeOf(b) ? -1 : 1));
  return {
    createFollowUp: async (followUp) => {
      const key = keyOf(followUp.incidentId, followUp.id);
      if (kept.has(key)) return 'exists';
      kept.set(key, jsonCopy(followUp));
      return 'created';
    },
    readFollowUp: async (incidentId, id) => kept.get(keyOf(incidentId, id)) ?? null,
    saveFollowUp: async (followUp) => {
      const key = keyOf(followUp.incidentId, followUp.id);
      if (kept.get(key)?.version !== followUp.version - 1) {
        throw new WriteConflictError(`The follow-up ${followUp.id} changed since it was read`);
      }
      kept.set(key, jsonCopy(followUp));
    },
    listFollowUps: async (incidentId) => all().filter((each) => each.incidentId === incidentId),
    listFollowUpsInWork: async () => inWork(),
    listLiveFollowUps: async () => inWork().filter(isLive),
  };
}

function placeOf({ createdAt, incidentId }: FollowUp): string {
  return `${createdAt}#${incidentId}`;
}
