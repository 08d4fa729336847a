import type { LogsEvidence } from '../records/evidence.ts';
import type { LoggedReason } from './death.ts';

/** So much of what was new in the log must say the same, or it says nothing about a single message. */
const leastShare = 0.8;

/** What the consumer's log said anew while messages died, if it said nearly nothing else; null when it did not. */
export function reasonByTime({
  patterns,
  after,
}: Pick<LogsEvidence, 'patterns' | 'after'>): LoggedReason | null {
  const fresh = patterns.filter(({ isNew }) => isNew);
  const total = fresh.reduce((sum, { countAfter }) => sum + countAfter, 0);
  const most = fresh.toSorted((a, b) => b.countAfter - a.countAfter)[0];
  return most !== undefined && most.countAfter >= leastShare * total
    ? { text: most.sample, at: after.from, isByTime: true }
    : null;
}
