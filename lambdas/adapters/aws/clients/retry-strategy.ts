import type { RetryErrorInfo, RetryStrategyV2, RetryToken } from '@smithy/types';
import { FirebreakError } from '../../../domain/errors.ts';
import type { AwsClientMode } from '../../../ports/aws-clients.ts';
import { failureOf } from './failure.ts';

export interface RetryOptions {
  readonly mode: AwsClientMode;
  readonly attempts: number;
  /** For one attempt. */
  readonly timeoutSeconds: number;
  /** For all attempts together. */
  readonly totalTimeoutSeconds: number;
  /** 0 to 1. */
  readonly random: () => number;
}

const firstDelayMilliseconds = 100;

/** Waits up to twice as long before each further attempt. None is begun that could outlast the deadline. */
export function createRetryStrategy(options: RetryOptions): RetryStrategyV2 {
  const { mode, attempts, timeoutSeconds, totalTimeoutSeconds, random } = options;
  /** The latest begin of an attempt, epoch milliseconds. */
  const latest = new WeakMap<RetryToken, number>();
  const tokenOf = (count: number, delay: number, until: number): RetryToken => {
    const token = { getRetryCount: () => count, getRetryDelay: () => delay };
    latest.set(token, until);
    return token;
  };

  return {
    acquireInitialRetryToken: async () =>
      tokenOf(0, 0, Date.now() + (totalTimeoutSeconds - timeoutSeconds) * 1000),
    async refreshRetryTokenForRetry(token, failure) {
      const count = token.getRetryCount() + 1;
      const delay = random() * firstDelayMilliseconds * 2 ** count;
      const until = latest.get(token) ?? 0;
      const isSpent = count >= attempts || Date.now() + delay > until;
      if (isSpent || !isWorthRepeating(failure, mode)) throw new Error('No further attempt');
      return tokenOf(count, delay, until);
    },
    recordSuccess() {},
  };
}

/** After a lost answer nobody knows whether the command was carried out; being asked too often is all that a service says before it begins. */
function isWorthRepeating({ error, errorType }: RetryErrorInfo, mode: AwsClientMode): boolean {
  // What is missing here will be missing again; a quota is not a rate; and nobody waits any more for what was aborted.
  if (error instanceof FirebreakError || /^(LimitExceededException|AbortError)$/.test(error?.name ?? ''))
    return false;
  if (errorType === 'THROTTLING') return true;
  if (mode === 'once') return false;
  return errorType !== 'CLIENT_ERROR' || failureOf(error).isUnanswered;
}
