import type { PeoplePolicy } from '../policy.ts';

/** Names of the trackers that policy files tickets in. */
export function usedTrackers({ followUps }: Pick<PeoplePolicy, 'followUps'>): readonly string[] {
  return [...new Set(followUps.trackers.map(({ tracker }) => tracker))].toSorted();
}
