import type { Catcher, Recovering, Retrier } from '../definition/machine.ts';
import type { Failure } from '../values/failure.ts';

/** Errors that no ErrorEquals matches by States.TaskFailed. */
const NOT_TASK_FAILED = new Set(['States.Timeout', 'States.HeartbeatTimeout']);

/** Always ends the execution. https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html */
const NEVER_CAUGHT = 'States.Runtime';

/** True when one of the names in an ErrorEquals covers the failure. */
function matchesError(errorEquals: readonly string[], failure: Failure): boolean {
  if (failure.error === NEVER_CAUGHT) return false;
  const names = [failure.error, ...(failure.alsoKnownAs ?? [])];
  return errorEquals.some((wanted) => {
    if (names.includes(wanted)) return true;
    if (failure.uncatchable === true) return false;
    if (wanted === 'States.ALL') return true;
    return wanted === 'States.TaskFailed' && !NOT_TASK_FAILED.has(failure.error ?? '');
  });
}

/** A retry that is due. */
export interface RetryDecision {
  /** The counters of all retriers after it. */
  readonly retries: readonly number[];
  readonly delayMilliseconds: number;
}

/** The first retrier that matches decides; undefined when none does or its attempts are used up. */
export function decideRetry(
  { retry }: Recovering,
  retries: readonly number[],
  failure: Failure,
  random: () => number,
): RetryDecision | undefined {
  const index = retry.findIndex((retrier) => matchesError(retrier.errorEquals, failure));
  const retrier = retry[index];
  if (retrier === undefined) return undefined;
  const done = retries[index] ?? 0;
  if (done >= retrier.maxAttempts) return undefined;
  return {
    retries: retry.map((_, at) => (retries[at] ?? 0) + (at === index ? 1 : 0)),
    delayMilliseconds: retryDelay(retrier, done, random),
  };
}

/** Exponential back-off, capped, then spread by full jitter. */
function retryDelay(retrier: Retrier, done: number, random: () => number): number {
  const seconds = retrier.intervalSeconds * retrier.backoffRate ** done;
  const capped = Math.min(seconds, retrier.maxDelaySeconds ?? Number.POSITIVE_INFINITY) * 1000;
  return Math.round(retrier.fullJitter ? capped * random() : capped);
}

export function findCatcher({ catch: catchers }: Recovering, failure: Failure): Catcher | undefined {
  return catchers.find(({ errorEquals }) => matchesError(errorEquals, failure));
}
