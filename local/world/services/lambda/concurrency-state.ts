import type { Alias, CountHistory, LambdaFunction, LambdaState, Weights } from './lambda-state.ts';

/** Of an account in a Region, unless AWS raised it. https://docs.aws.amazon.com/lambda/latest/dg/lambda-concurrency.html */
export const accountConcurrency = 1000;
/** So much stays for functions without concurrency of their own. */
export const leastUnreserved = 100;
/** From a request until the environments are ready. */
const ALLOCATION_MS = 90_000;

/** The count that held at a moment; null when there was none. */
export function countAt(history: CountHistory | undefined, atMs: number): number | null {
  return history?.findLast(({ at }) => Date.parse(at) <= atMs)?.count ?? null;
}

export function setReserved(found: LambdaFunction, count: number | null, atMs: number): void {
  found.reserved = [...(found.reserved ?? []), { count, at: new Date(atMs).toISOString() }];
}

export function setProvisioned(alias: Alias, count: number | null, atMs: number): void {
  alias.provisioned = [...(alias.provisioned ?? []), { count, at: new Date(atMs).toISOString() }];
}

/** So much of what was requested is ready; null when nothing was requested. */
export function allocatedAt({ provisioned = [] }: Alias, atMs: number): number | null {
  const requested = countAt(provisioned, atMs);
  if (requested === null) return null;
  const ready = countAt(provisioned, atMs - ALLOCATION_MS) ?? 0;
  return Math.min(requested, ready);
}

/** What functions without reserved concurrency share. */
export function unreservedAt({ functions }: LambdaState, atMs: number): number {
  const taken = functions.map(({ reserved, aliases }) => {
    const own = countAt(reserved, atMs);
    return own ?? aliases.reduce((sum, { provisioned }) => sum + (countAt(provisioned, atMs) ?? 0), 0);
  });
  return accountConcurrency - taken.reduce((sum, one) => sum + one, 0);
}

/** From a move of an alias with provisioned concurrency until all requests reach its version. */
const SHIFT_MS = 120_000;

/** Shares of other versions: those that somebody set, or those of Lambda's own shift of provisioned concurrency. */
export function weightsAt(alias: Alias, atMs: number): Weights {
  const [before, last] = alias.history.slice(-2);
  if (countAt(alias.provisioned, atMs) === null || before === undefined || last === undefined)
    return alias.weights;
  const isShifting = before.version !== last.version && atMs - Date.parse(last.at) < SHIFT_MS;
  return isShifting ? { [before.version]: 0.5 } : alias.weights;
}
