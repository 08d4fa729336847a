import type { CompiledPolicy, PersonPolicy } from '../policy/policy.ts';

/** Whom policy reaches by a channel of this name: of their own, or one of a place that mentions people. */
export function reachedBy({ people }: Pick<CompiledPolicy, 'people'>, name: string): readonly PersonPolicy[] {
  const isPlace = people.incidentChannels.some(({ channel }) => channel === name);
  return people.people.filter(({ channels }) => isPlace || channels.some((each) => each === name));
}
