import type { PeoplePolicy } from '../policy.ts';

/** Names of the channels by which policy reaches at least one person. */
export function usedChannels({ people }: Pick<PeoplePolicy, 'people'>): readonly string[] {
  return [...new Set(people.flatMap(({ channels }) => channels))].toSorted();
}
