import type { AlertStateChange } from '../records/alert.ts';

/** So many are remembered of each alert. */
const most = 12;

/** One more beginning or end; `changes` itself when it is known or too old to be remembered. Order and duplicates do not matter. */
export function withChange(
  changes: readonly AlertStateChange[],
  change: AlertStateChange,
): readonly AlertStateChange[] {
  const newest = changes.at(-1);
  if (newest === undefined || compare(newest, change) < 0) return [...changes, change].slice(-most);
  const place = changes.findIndex((known) => compare(known, change) >= 0);
  const isKnown = compare(changes[place] ?? newest, change) === 0;
  const isTooOld = place === 0 && changes.length === most;
  return isKnown || isTooOld ? changes : changes.toSpliced(place, 0, change).slice(-most);
}

/** How often it went from firing to resolved or back since an instant. A repeated firing is no change. */
export function countStateChanges(changes: readonly AlertStateChange[], since: string): number {
  let count = 0;
  for (const [index, { at, to }] of changes.entries()) {
    const before = changes[index - 1];
    if (at >= since && before !== undefined && before.to !== to) count += 1;
  }
  return count;
}

/** What two incidents remember of the same alert. */
export function mergeChanges(
  a: readonly AlertStateChange[],
  b: readonly AlertStateChange[],
): readonly AlertStateChange[] {
  return b.reduce(withChange, a);
}

function compare(a: AlertStateChange, b: AlertStateChange): number {
  if (a.at !== b.at) return a.at < b.at ? -1 : 1;
  return a.to === b.to ? 0 : a.to < b.to ? -1 : 1;
}
