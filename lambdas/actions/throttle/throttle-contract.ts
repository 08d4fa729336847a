import * as z from 'zod/mini';
import { type Evidence, readingsOf } from '../../domain/records/evidence.ts';
import type { ResourceId } from '../../domain/records/resource.ts';
import type { PlanInput, Planned } from '../../domain/response/planning/plannable-action.ts';
import type { ResourceKind } from '../../ports/plug-ins/resource-kind.ts';
import type { Throttling } from '../../resources/aws/stage-throttling.ts';
import { saturationFalls } from '../promises/expectations.ts';
import type { MoveTexts } from '../setting/move-outcomes.ts';

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
function planLimits(evidence: readonly Evidence[]): Planned<Limits> {
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

const promises = {
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

/** What a limit plans, says and promises, whatever has it. */
export function throttleContract<Id extends ResourceId>(stage: Pick<ResourceKind<Id>, 'describe'>) {
  return {
    plan({ target: { id }, evidence }: PlanInput<Id>): Planned<Id & Limits> {
      const planned = planLimits(evidence);
      return planned.ok ? { ok: true, params: { ...id, ...planned.params } } : planned;
    },
    summary: (params: Id & Limits) =>
      `Throttle the ${stage.describe(params)} to ${params.rateLimit} requests a second, a fifth above the usual; the rest gets 429`,
    undoSummary: (params: Id) => `Set the limits of the ${stage.describe(params)} back to what they were`,
    howToRestore: (params: Id) =>
      `Find where the traffic of the ${stage.describe(params)} comes from, then set its limits back to what they were`,
    ...promises,
  } as const;
}

export function sameLimits(a: Throttling, b: Throttling): boolean {
  return a.rateLimit === b.rateLimit && a.burstLimit === b.burstLimit;
}

/** `stage`: such as `stage live of the API shop`. */
export function limitTexts(stage: string, to: Throttling): MoveTexts<Throttling> {
  return {
    name: `the ${stage}`,
    done: `The ${stage} is ${limited(to)}`,
    asked: `the ${stage} is ${limited(to)}`,
    found: (found) => `which is ${limited(found)}`,
  };
}

function limited({ rateLimit, burstLimit }: Throttling): string {
  if (rateLimit === null && burstLimit === null) return 'limited by the account only';
  const requests = (limit: number | null) => limit ?? 'any number of';
  return `limited to ${requests(rateLimit)} requests a second, ${requests(burstLimit)} at once`;
}
