import { describe, expect, it } from '@jest/globals';
import { foldAlert } from '../../../lambdas/domain/correlation/fold-alert.ts';
import { isRepeatedFiring, rememberedAlert } from '../../../lambdas/domain/correlation/repeated-firing.ts';
import type { SeenAlert } from '../../../lambdas/domain/correlation/seen-alert.ts';
import type { Alert, IncidentAlert } from '../../../lambdas/domain/records/alert.ts';
import { anAlert } from '../../support/builders/records.ts';

const at = (minute: number) => new Date(Date.UTC(2026, 10, 23, 2, minute)).toISOString();

interface Told {
  readonly starts?: number;
  readonly said?: number;
  readonly replayable?: true;
}

/** A delivery received so many minutes after two. */
function seen(minute: number, status: Alert['status'], { starts, said, replayable }: Told): SeenAlert {
  const alert = anAlert({ status, startsAt: starts === undefined ? null : at(starts), endsAt: null });
  return {
    alert: said === undefined ? alert : { ...alert, saidAt: at(said) },
    receivedAt: at(minute),
    ...(replayable === undefined ? {} : { replayable }),
  };
}

/** Whether the last one repeats what an incident, closed before, has seen. */
function isRepeat(last: SeenAlert, ...before: readonly SeenAlert[]): boolean {
  const known = before.reduce<IncidentAlert | null>(foldAlert, null);
  return known !== null && isRepeatedFiring(rememberedAlert(known), last);
}

describe('a firing of an alert whose incident is over', () => {
  const fired = seen(1, 'firing', { starts: 0 });
  const resolved = seen(5, 'resolved', { starts: 0 });

  it('repeats it while its sender has not said that it ended', () => {
    expect(isRepeat(seen(9, 'firing', { starts: 0 }), fired)).toBe(true);
    expect(
      isRepeat(seen(9, 'firing', { starts: 0, said: 9 }), seen(1, 'firing', { starts: 0, said: 1 })),
    ).toBe(true);
  });

  it('is new after its resolve, also with the old start', () => {
    expect(isRepeat(seen(9, 'firing', { starts: 0 }), fired, resolved)).toBe(false);
    expect(isRepeat(seen(9, 'firing', { starts: 0, said: 8 }), fired, resolved)).toBe(false);
  });

  it('is new with a later start, whoever may send it again', () => {
    expect(isRepeat(seen(9, 'firing', { starts: 8, replayable: true }), fired, resolved)).toBe(false);
  });

  it('with the old start may be a captured one where the signature tells no time', () => {
    expect(isRepeat(seen(9, 'firing', { starts: 0, replayable: true }), fired, resolved)).toBe(true);
  });

  it('is a captured one when it was said no later than before', () => {
    const said = seen(1, 'firing', { starts: 0, said: 1 });
    expect(isRepeat(seen(9, 'firing', { starts: 0, said: 1 }), said, resolved)).toBe(true);
    expect(isRepeat(seen(9, 'firing', { starts: 1, said: 1 }), said, resolved)).toBe(true);
  });

  it('is new where its sender tells no time at all', () => {
    expect(isRepeat(seen(9, 'firing', {}), seen(1, 'firing', {}), seen(5, 'resolved', {}))).toBe(false);
  });
});
