/** When a debt is due, and an hour for whoever owes it. */
export const longestPauseSeconds = 86_400 + 3600;

export interface Waiting {
  readonly retentionSeconds: number;
  /** Of the oldest message; null when that is not known. */
  readonly oldestSeconds: number | null;
  /** Messages that wait or are at work. */
  readonly messages: number;
}

/**
 * Why messages could be lost while the consumer of their queue is paused, for people; null when none could. A queue throws a message away
 * at the end of its retention, whether anybody has read it or not.
 */
export function whyMessagesWouldBeLost({
  retentionSeconds,
  oldestSeconds,
  messages,
}: Waiting): string | null {
  if (retentionSeconds < longestPauseSeconds) {
    return `it keeps messages for ${hours(retentionSeconds)} only, and a pause may last ${hours(longestPauseSeconds)}`;
  }
  if (oldestSeconds === null)
    return messages === 0 ? null : `it is not known how old its ${messages} messages are`;
  return oldestSeconds + longestPauseSeconds <= retentionSeconds
    ? null
    : `its oldest message is ${hours(oldestSeconds)} old and is lost ${hours(retentionSeconds - oldestSeconds)} from now`;
}

function hours(seconds: number): string {
  const value = seconds / 3600;
  return value < 1 ? `${Math.round(seconds / 60)} min` : `${Math.round(value * 10) / 10} h`;
}
