import { monotonicFactory } from 'ulid';
import type { Clock } from '../ports/clock.ts';
import type { Ids } from '../ports/ids.ts';

/** Ids that sort by the clock's time, and within a millisecond by the order in which they were made. */
export function createUlidIds(clock: Clock): Ids {
  const ulid = monotonicFactory();
  return { next: (prefix) => `${prefix}_${ulid(clock.now().getTime())}` };
}
