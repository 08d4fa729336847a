import type { RateLimiter } from '../../../lambdas/ports/rate-limiter.ts';

/** Never waits: memory takes as many writes as it gets. */
export const unlimited: RateLimiter = { pause: async () => {} };
