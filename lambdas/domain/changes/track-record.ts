import type { Change } from '../evidence/evidence.ts';

/** A former change to the same resource. `harmful`: it failed or was taken back. */
export interface FormerChange {
  /** ISO 8601 UTC. */
  readonly at: string;
  readonly harmful: boolean;
}

/** How the changes before `at` ended; null when none is known. */
export function trackRecordBefore(history: readonly FormerChange[], at: string): Change['trackRecord'] {
  const former = history.filter((each) => each.at < at);
  if (former.length === 0) return null;
  return { changes: former.length, harmful: former.filter(({ harmful }) => harmful).length };
}
