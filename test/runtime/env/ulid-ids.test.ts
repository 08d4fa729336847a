import { describe, expect, it } from '@jest/globals';
import { decodeTime } from 'ulid';
import { createUlidIds } from '../../../lambdas/runtime/env/ulid-ids.ts';
import { createManualClock } from '../../../local/rehearsal/memory/manual-clock.ts';

describe('ids', () => {
  it('are ULIDs of the clock’s time behind their prefix', () => {
    const id = createUlidIds(createManualClock('2026-11-23T02:00:00.123Z')).next('inc');
    expect(id).toMatch(/^inc_[0-9A-HJKMNP-TV-Z]{26}$/);
    expect(new Date(decodeTime(id.slice(4))).toISOString()).toBe('2026-11-23T02:00:00.123Z');
  });

  it('sort in the order in which they were made, even when the clock stands or goes back', () => {
    const clock = createManualClock('2026-11-23T02:00:00Z');
    const ids = createUlidIds(clock);
    const made = [ids.next('dlv'), ids.next('dlv')];
    clock.advance(1);
    made.push(ids.next('dlv'));
    clock.advance(-5);
    made.push(ids.next('dlv'));
    expect(made.toSorted()).toEqual(made);
    expect(new Set(made).size).toBe(4);
  });

  it('count on through every digit within a millisecond', () => {
    const ids = createUlidIds(createManualClock('2026-11-23T02:00:00Z'));
    const made = Array.from({ length: 3000 }, () => ids.next('dlv'));
    expect(made.toSorted()).toEqual(made);
    expect(new Set(made).size).toBe(3000);
    for (const id of made) expect(id).toMatch(/^dlv_[0-7][0-9A-HJKMNP-TV-Z]{25}$/);
  });
});
