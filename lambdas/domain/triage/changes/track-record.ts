import type { Change } from '../../records/evidence.ts';

/** A previous change to the same resource. `harmful`: it failed or was reverted. */
export interface PreviousChange {
  /** ISO 8601 UTC. */
  readonly at: string;
  readonly harmful: boolean;
}

/** How the changes before `at` ended; null when none is known. */
export function trackRecordBefore(history: readonly PreviousChange[], at: string): Change['trackRecord'] {
  const previous = history.filter((each) => each.at < at);
  if (previous.length === 0) return null;
  return { changes: previous.length, harmful: previous.filter(({ harmful }) => harmful).length };
}
