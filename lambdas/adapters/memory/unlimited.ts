import type { RateLimiter } from '../../ports/rate-limiter.ts';

/** Never waits: memory takes as many writes as it gets. */
export const unlimited: RateLimiter = { pause: async () => {} };
