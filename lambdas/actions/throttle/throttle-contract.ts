import * as z from 'zod/mini';
import { type Evidence, readingsOf } from '../../domain/records/evidence.ts';
import type { Planned } from '../../domain/response/planning/plannable-action.ts';
import { saturationFalls } from '../promises/expectations.ts';

/** Less than this more is a usual day. */
const leastRise = 1.3;
/** So much more than usual is let through. */
const headroom = 1.2;

export interface Limits {
  /** Requests a second. */
  readonly rateLimit: number;
  /** Requests at once. */
  readonly burstLimit: number;
}

export const limitParams = {
  rateLimit: z.int().check(z.gte(1), z.lte(100_000)),
  burstLimit: z.int().check(z.gte(1), z.lte(100_000)),
};

export const limitedPostState = z.object({ rateLimit: z.number(), burstLimit: z.number() });

/** About what is usual, when there is clearly more. */
export function planLimits(evidence: readonly Evidence[]): Planned<Limits> {
  const traffic = readingsOf(evidence).find(({ name }) => name === 'traffic');
  const usual = traffic?.baseline?.median ?? 0;
  if (traffic === undefined || traffic.current === null || usual <= 0) {
    return { ok: false, reason: 'it is not known how much traffic is usual' };
  }
  if (traffic.current < leastRise * usual) {
    return { ok: false, reason: 'traffic is about as usual: a limit would only refuse usual requests' };
  }
  const rateLimit = Math.ceil((headroom * usual) / traffic.periodSeconds);
  return { ok: true, params: { rateLimit, burstLimit: 2 * rateLimit } };
}

/** What a limit promises, whatever has it. */
export const throttlePromises = {
  phase: 'stabilize',
  risk: 'reversible',
  repeat: 'set',
  expects: saturationFalls({ withinSeconds: 600 }),
  guardMetrics: [
    { metric: 'errorRate', factor: 1.5 },
    { metric: 'latencyP99', factor: 1.5 },
  ],
  echoes: [
    { metric: 'traffic', goes: 'down', because: 'requests beyond the limit do not get through' },
    { metric: 'errorRate', goes: 'up', because: 'where 429 counts as an error, refused requests are some' },
  ],
  expiresAfterSeconds: 7200,
} as const;
