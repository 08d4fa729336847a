import type { PeoplePolicy, PersonPolicy } from './people-schema.ts';

/** Who commands incidents at `now`: people of the rota take turns from its start on. Null before it begins. */
export function findCommander({ commanders, people }: PeoplePolicy, now: Date): PersonPolicy | null {
  const { rota, startsAt, shiftHours } = commanders;
  const shift = Math.floor((now.getTime() - Date.parse(startsAt)) / (shiftHours * 3_600_000));
  if (!(shift >= 0)) return null;
  const id = rota[shift % rota.length];
  return people.find((person) => person.id === id) ?? null;
}

/** The people with these ids, in this order. */
export function findPeople({ people }: PeoplePolicy, ids: readonly string[]): readonly PersonPolicy[] {
  return ids.flatMap((id) => people.filter((person) => person.id === id));
}
