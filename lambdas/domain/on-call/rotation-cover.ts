import type { Rotation } from '../policy/schemas/on-call-schema.ts';
import { instantOfWall, wallTimeAt, wallTimeOf } from '../wall-clock.ts';
import { changesOfHours, isDuring } from './restricted-hours.ts';
import type { Cover } from './shift.ts';

const hour = 3_600_000;

/** People one after the other. Handoffs go by the clocks on the wall: a shift may be an hour longer or shorter when they change. */
export function rotationCover(rotation: Rotation, timeZone: string): Cover {
  const { people, startsAt, handoffEvery, onlyDuring } = rotation;
  const first = wallTimeOf(startsAt);
  const { weeks = 0, days = 0, hours = 0 } = handoffEvery;
  const length = (weeks * 168 + days * 24 + hours) * hour;
  const from = instantOrElse(rotation.from, timeZone, Number.NEGATIVE_INFINITY);
  const until = instantOrElse(rotation.until, timeZone, Number.POSITIVE_INFINITY);
  const startOf = (shift: number) => instantOfWall(first + shift * length, timeZone);
  const shiftAt = (at: number): number => {
    let shift = Math.floor((wallTimeAt(at, timeZone) - first) / length);
    // In an hour that the clocks show twice they alone do not tell which shift it is.
    while (startOf(shift) > at) shift -= 1;
    while (startOf(shift + 1) <= at) shift += 1;
    return shift;
  };
  return {
    personAt: (at) => {
      if (at < from || at >= until) return null;
      if (onlyDuring !== undefined && !isDuring(onlyDuring, at, timeZone)) return null;
      const shift = shiftAt(at);
      return people[((shift % people.length) + people.length) % people.length] ?? null;
    },
    changesIn: (begin, end) => {
      const changes = [from, until].filter(Number.isFinite);
      if (onlyDuring !== undefined) changes.push(...changesOfHours(onlyDuring, begin, end, timeZone));
      for (let shift = shiftAt(begin); startOf(shift) <= end; shift += 1) changes.push(startOf(shift));
      return changes;
    },
  };
}

function instantOrElse(text: string | undefined, timeZone: string, otherwise: number): number {
  return text === undefined ? otherwise : instantOfWall(wallTimeOf(text), timeZone);
}
