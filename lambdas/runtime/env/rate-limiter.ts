import { setTimeout as sleep } from 'node:timers/promises';
import type { Clock } from '../../ports/clock.ts';
import type { RateLimiter } from '../../ports/rate-limiter.ts';

/** A DynamoDB item takes 1,000 writes a second from everybody together; many consumers may work on a hot one. */
const intervalMilliseconds = 1000;
/** Ids that are remembered; the others were not written recently. */
const mostRemembered = 10_000;

type Sleep = (milliseconds: number) => Promise<unknown>;

/** At most one write a second of each id by this process; the first one never waits. */
export function createRateLimiter(
  clock: Clock,
  wait: Sleep = (milliseconds) => sleep(milliseconds),
): RateLimiter {
  const freeAt = new Map<string, number>();
  return {
    async pause(id) {
      const now = clock.now().getTime();
      const slot = Math.max(now, freeAt.get(id) ?? 0);
      freeAt.delete(id);
      freeAt.set(id, slot + intervalMilliseconds);
      if (freeAt.size > mostRemembered) freeAt.delete(freeAt.keys().next().value ?? id);
      if (slot > now) await wait(slot - now);
    },
  };
}
