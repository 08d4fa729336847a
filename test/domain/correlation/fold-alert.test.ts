import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { foldAlert, foldResolution } from '../../../lambdas/domain/correlation/fold-alert.ts';
import { resolutionOf } from '../../../lambdas/domain/correlation/last-told.ts';
import type { SeenAlert } from '../../../lambdas/domain/correlation/seen-alert.ts';
import type { Alert, IncidentAlert } from '../../../lambdas/domain/records/alert.ts';
import { anAlert } from '../../support/builders/records.ts';

const at = (minute: number) => new Date(Date.UTC(2026, 10, 23, 2, minute)).toISOString();

interface Told {
  readonly starts?: number | null;
  readonly ends?: number | null;
  readonly said?: number | null;
  readonly title?: string;
}

/** A delivery received so many minutes after two. */
function seen(minute: number, status: Alert['status'], { starts, ends, said, title }: Told = {}): SeenAlert {
  const instant = (told: number | null | undefined) => (typeof told === 'number' ? at(told) : null);
  const alert = anAlert({
    status,
    title: title ?? 'SlowQueries',
    startsAt: instant(starts),
    endsAt: instant(ends),
  });
  const saidAt = instant(said);
  return { alert: saidAt === null ? alert : { ...alert, saidAt }, receivedAt: at(minute) };
}

function folded(...deliveries: readonly SeenAlert[]): IncidentAlert | null {
  return deliveries.reduce<IncidentAlert | null>(foldAlert, null);
}

function statusAfter(...deliveries: readonly SeenAlert[]): string | undefined {
  return folded(...deliveries)?.alert.status;
}

describe('a resolve', () => {
  it('that tells no end counts from its receipt, whatever start it tells', () => {
    const alert = folded(seen(9, 'firing', { starts: 8 }), seen(12, 'resolved', { starts: 1 }))?.alert;
    expect(alert).toMatchObject({ status: 'resolved', startsAt: at(8), endsAt: at(12) });
  });

  it('of an earlier firing that comes late does not end the current one', () => {
    const current = seen(10, 'firing', { starts: 10 });
    const late = seen(30, 'resolved', { starts: 0, ends: 5 });
    expect(statusAfter(seen(0, 'firing', { starts: 0 }), current, late)).toBe('firing');
  });

  it('ends what was repeated until it was said', () => {
    const repeat = seen(6, 'firing', { starts: 0 });
    const end = seen(7, 'resolved', { starts: 0, ends: 5 });
    expect(statusAfter(seen(0, 'firing', { starts: 0 }), repeat, end)).toBe('resolved');
  });

  it('that was received before the only firing that it tells of ends it', () => {
    const fire = folded(seen(6, 'firing', { starts: 0 }));
    const resolution = resolutionOf(seen(5, 'resolved', { starts: 0, ends: 4 }));
    expect(fire === null ? null : foldResolution(fire, resolution).alert).toMatchObject({
      status: 'resolved',
      endsAt: at(4),
    });
  });
});

describe('an alert that is said to fire after its resolve', () => {
  const fire = seen(0, 'firing', { starts: 0 });
  const end = seen(5, 'resolved', { starts: 0, ends: 5 });

  it('fires again, also with the same start', () => {
    const again = folded(fire, end, seen(6, 'firing', { starts: 0 }));
    expect(again?.alert).toMatchObject({ status: 'firing', startsAt: at(0), endsAt: null });
    expect(again?.changes).toEqual([
      { at: at(0), to: 'firing' },
      { at: at(5), to: 'resolved' },
      { at: at(6), to: 'firing' },
    ]);
    expect(statusAfter(fire, end, seen(6, 'firing', { starts: 0 }), seen(8, 'resolved', { ends: 8 }))).toBe(
      'resolved',
    );
  });

  it('stays resolved when what was seen before comes again', () => {
    expect(statusAfter(fire, end, fire)).toBe('resolved');
  });

  it('stays resolved when its sender said so before the resolve', () => {
    const told = { starts: 0, said: 0 };
    const replay = seen(40, 'firing', told);
    expect(statusAfter(seen(0, 'firing', told), seen(5, 'resolved', { said: 5 }), replay)).toBe('resolved');
  });
});

describe('an acknowledgement', () => {
  const fire = seen(0, 'firing', { starts: 0 });

  it('is taken back by a later firing, and not by an earlier one', () => {
    const taken = seen(2, 'acknowledged', { starts: 0 });
    expect(statusAfter(fire, taken)).toBe('acknowledged');
    expect(statusAfter(fire, taken, seen(3, 'firing', { starts: 0 }))).toBe('firing');
    expect(statusAfter(fire, taken, seen(3, 'firing', { starts: 0, said: 1 }))).toBe('acknowledged');
  });
});

it('an alert of an earlier version goes on with what it tells', () => {
  const { lastTold: _, ...stored } = folded(seen(0, 'firing', { starts: 0 })) ?? {};
  const fired = stored as IncidentAlert;
  expect(foldAlert(fired, seen(5, 'resolved', { ends: 5 }))?.alert).toMatchObject({ endsAt: at(5) });
  const over = { ...fired, alert: { ...fired.alert, status: 'resolved' as const, endsAt: at(5) } };
  expect(foldAlert(over, seen(5, 'firing', { starts: 0, said: 5 }))?.alert.status).toBe('resolved');
  expect(foldAlert(over, seen(6, 'firing', { starts: 0 }))?.alert.status).toBe('firing');
});

describe('any deliveries of an alert', () => {
  const minute = fc.nat({ max: 20 });
  const told = fc.option(minute);
  const deliveries = fc
    .uniqueArray(
      fc.record({
        minute,
        status: fc.constantFrom('firing' as const, 'resolved' as const),
        starts: told,
        ends: told,
        said: told,
        title: fc.constantFrom('a', 'b'),
      }),
      { selector: (each) => each.minute, maxLength: 9 },
    )
    .map((list) => list.map(({ minute: received, status, ...rest }) => seen(received, status, rest)));

  it('end in the same state in any order, whatever comes twice, and wherever a resolve waits for its firing', () => {
    fc.assert(
      fc.property(
        deliveries.chain((set) =>
          fc.tuple(
            fc.constant(set),
            fc.shuffledSubarray(set, { minLength: set.length }),
            fc.shuffledSubarray(set),
          ),
        ),
        ([set, shuffled, twice]) => {
          expect(stateOf([...shuffled, ...twice])).toEqual(stateOf(set));
        },
      ),
      { numRuns: 500 },
    );
  });

  /** As the use case does it: a resolve that comes before every firing is remembered for it. */
  function stateOf(list: readonly SeenAlert[]) {
    const first = list.findIndex(({ alert }) => alert.status === 'firing');
    let state = folded(...list);
    for (const resolve of first < 0 ? [] : list.slice(0, first)) {
      state = state === null ? null : foldResolution(state, resolutionOf(resolve));
    }
    return state === null ? null : { ...state.alert, firstSeenAt: state.firstSeenAt };
  }
});
