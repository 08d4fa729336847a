import type { CalendarShifts } from '../policy/policy.ts';
import type { Layer, Rota } from '../policy/schemas/on-call-schema.ts';
import { instantOfWall, wallTimeOf } from '../wall-clock.ts';
import { rotationCover } from './rotation-cover.ts';
import { type Cover, covers, type Shift } from './shift.ts';

/** A whole rota: overrides count before layers, and a later one of either before an earlier one. */
export function rotaCover(rota: Rota, calendars: readonly CalendarShifts[]): Cover {
  const { timeZone, layers, overrides } = rota;
  const parts = [
    ...layers.map((layer) => layerCover(layer, timeZone, calendars)),
    ...overrides.map(({ person, from, until }) =>
      shiftsCover([
        {
          person,
          from: instantOfWall(wallTimeOf(from), timeZone),
          until: instantOfWall(wallTimeOf(until), timeZone),
        },
      ]),
    ),
  ].toReversed();
  return {
    personAt: (at) => {
      for (const part of parts) {
        const person = part.personAt(at);
        if (person !== null) return person;
      }
      return null;
    },
    changesIn: (from, until) => parts.flatMap((part) => part.changesIn(from, until)),
  };
}

function layerCover(layer: Layer, timeZone: string, calendars: readonly CalendarShifts[]): Cover {
  if ('people' in layer) return rotationCover(layer, layer.timeZone ?? timeZone);
  return shiftsCover(calendars.find(({ file }) => file === layer.calendar)?.shifts ?? []);
}

/** Of two at once the one that began later. */
function shiftsCover(shifts: readonly Shift[]): Cover {
  const latestFirst = shifts.toSorted((a, b) => b.from - a.from);
  return {
    personAt: (at) => latestFirst.find((shift) => covers(shift, at))?.person ?? null,
    changesIn: () => shifts.flatMap(({ from, until }) => [from, until]),
  };
}
