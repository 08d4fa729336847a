import type { Rota } from '../policy/schemas/on-call-schema.ts';
import { instantOfWall, wallTimeOf } from '../wall-clock.ts';
import type { RotaPolicy } from './escalation.ts';
import { rotaCover } from './rota-cover.ts';
import type { Shift } from './shift.ts';
import { stretchesOf } from './shifts-of.ts';

/** What is wrong with a rota in a span of time; epoch milliseconds. */
export type RotaFinding = { readonly rota: string; readonly from: number; readonly until: number } & (
  | { readonly kind: 'gap' }
  /** Two people at once in the same place: one of them will not know that the other counts. */
  | { readonly kind: 'overlap'; readonly people: readonly [string, string]; readonly where: string }
);

/** Gaps and overlaps of every rota in [from, until), by time. */
export function rotaFindings(policy: RotaPolicy, from: number, until: number): readonly RotaFinding[] {
  return policy.people.onCall.rotas
    .flatMap((rota) => [...gapsOf(rota, policy, from, until), ...overlapsOf(rota, policy, from, until)])
    .toSorted((a, b) => a.from - b.from);
}

function gapsOf(rota: Rota, { calendars }: RotaPolicy, from: number, until: number): readonly RotaFinding[] {
  if (rota.allowGaps) return [];
  return stretchesOf(rotaCover(rota, calendars), from, until)
    .filter(({ person }) => person === null)
    .map((gap) => ({ kind: 'gap', rota: rota.id, from: gap.from, until: gap.until }));
}

function overlapsOf(
  { id, timeZone, layers, overrides }: Rota,
  { calendars }: RotaPolicy,
  from: number,
  until: number,
): readonly RotaFinding[] {
  const instant = (text: string) => instantOfWall(wallTimeOf(text), timeZone);
  const places = [
    {
      where: 'overrides',
      shifts: overrides.map((each) => ({
        person: each.person,
        from: instant(each.from),
        until: instant(each.until),
      })),
    },
    ...layers.flatMap((layer) =>
      'calendar' in layer
        ? [
            {
              where: layer.calendar,
              shifts: calendars.find(({ file }) => file === layer.calendar)?.shifts ?? [],
            },
          ]
        : [],
    ),
  ];
  return places.flatMap(({ where, shifts }) =>
    overlapping(shifts, from, until).map((each) => ({ kind: 'overlap', rota: id, where, ...each })),
  );
}

/** Every two shifts of different people that share time in the span. */
function overlapping(shifts: readonly Shift[], from: number, until: number) {
  const inSpan = shifts
    .filter((shift) => shift.from < until && shift.until > from)
    .toSorted((a, b) => a.from - b.from);
  return inSpan.flatMap((one, index) =>
    inSpan
      .slice(index + 1)
      .filter((other) => other.from < one.until && other.person !== one.person)
      .map((other) => ({
        people: [one.person, other.person] as const,
        from: Math.max(one.from, other.from),
        until: Math.min(one.until, other.until),
      })),
  );
}
