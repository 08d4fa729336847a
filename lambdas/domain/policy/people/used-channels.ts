import type { PeoplePolicy } from '../policy.ts';

/** Names of the channels by which policy reaches at least one person, or one place that follows incidents. */
export function usedChannels({
  people,
  incidentChannels,
}: Pick<PeoplePolicy, 'people' | 'incidentChannels'>): readonly string[] {
  const names = [
    ...people.flatMap(({ channels }) => channels),
    ...incidentChannels.map(({ channel }) => channel),
  ];
  return [...new Set(names)].toSorted();
}
