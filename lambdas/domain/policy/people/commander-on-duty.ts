import type { PeoplePolicy } from '../policy.ts';

/** Whose shift it is: people are on duty in the order of the rota, before its start as after it. */
export function commanderOnDuty(
  { rota, startsAt, shiftHours }: PeoplePolicy['commanders'],
  now: Date,
): string | null {
  const shifts = Math.floor((now.getTime() - Date.parse(startsAt)) / (shiftHours * 3_600_000));
  const position = ((shifts % rota.length) + rota.length) % rota.length;
  return rota[position] ?? null;
}
