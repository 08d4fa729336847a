import { DependencyUnavailableError } from './errors.ts';
import { failureReason } from './failure-reason.ts';

/** `later`: it asks to be left alone for so long; `unknown`: it may have been taken; `refused`: the setup is at fault. */
export interface FailedCall {
  readonly outcome: 'later' | 'unknown' | 'refused';
  readonly reason: string;
  readonly retryAfterSeconds: number | null;
}

/** What is known of a call to a tracker or a status page that failed. */
export function failedCall(error: unknown): FailedCall {
  const reason = failureReason(error);
  if (!(error instanceof DependencyUnavailableError)) {
    return { outcome: 'refused', reason, retryAfterSeconds: null };
  }
  const { retryAfterSeconds = null } = error;
  return { outcome: retryAfterSeconds === null ? 'unknown' : 'later', reason, retryAfterSeconds };
}

export interface Pauses {
  /** After the first try; doubled after each that follows. */
  readonly firstMinutes: number;
  readonly longestMinutes: number;
}

/** When it is tried again, ISO 8601: ever more seldom, and no sooner than the other side asks for. */
export function nextTry(
  tries: number,
  retryAfterSeconds: number | null,
  now: Date,
  { firstMinutes, longestMinutes }: Pauses,
): string {
  const pause = Math.min(longestMinutes, firstMinutes * 2 ** Math.max(0, tries - 1)) * 60_000;
  return new Date(now.getTime() + Math.max(pause, (retryAfterSeconds ?? 0) * 1000)).toISOString();
}
