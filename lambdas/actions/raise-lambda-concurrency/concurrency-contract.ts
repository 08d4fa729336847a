import * as z from 'zod/mini';
import { nameParam } from '../params/name-param.ts';

/** More than this is for people: everything that the function calls gets as many requests at once. */
export const mostConcurrency = 1000;
/** Of the account, for functions without concurrency of their own. https://docs.aws.amazon.com/lambda/latest/dg/lambda-concurrency.html */
export const leastUnreserved = 100;
/** A smaller raise would not be noticed. */
const leastRaise = 1.2;

export const raiseParamsSchema = z.object({
  functionName: nameParam,
  alias: nameParam,
  /** How many times what it has. */
  factor: z.number().check(z.gt(1), z.lte(3)),
  most: z.int().check(z.gte(2), z.lte(mostConcurrency)),
});

export type RaiseParams = z.infer<typeof raiseParamsSchema>;

/** `reserved`: the function's share of the account, beyond which requests are throttled; `provisioned`: what its alias keeps warm. */
export interface Concurrency {
  readonly kind: 'reserved' | 'provisioned';
  readonly count: number;
}

export type RaisePreState = { readonly before: Concurrency; readonly after: Concurrency };

export function sameConcurrency(a: Concurrency, b: Concurrency): boolean {
  return a.kind === b.kind && a.count === b.count;
}

/** The concurrency to set, or why it cannot be raised by enough. `room`: so much the account still has to give. */
export function raisedBy(
  { factor, most }: Pick<RaiseParams, 'factor' | 'most'>,
  before: Concurrency,
  room: number,
): Concurrency | string {
  const wanted = Math.min(Math.ceil(before.count * factor), most);
  const count = Math.min(wanted, before.count + Math.max(0, room));
  if (count >= before.count * leastRaise) return { ...before, count };
  return wanted < before.count * leastRaise
    ? `its ${describeConcurrency(before)} is near ${most} already, the most that this action sets`
    : `the account has only ${Math.max(0, room)} left to give: ${leastUnreserved} must stay for other functions`;
}

/** `reserved concurrency of 50` */
export function describeConcurrency({ kind, count }: Concurrency): string {
  return `${kind} concurrency of ${count}`;
}
