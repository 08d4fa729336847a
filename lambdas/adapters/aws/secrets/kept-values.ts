import type { Clock } from '../../../ports/clock.ts';

const keptMilliseconds = 5 * 60_000;
/** However often somebody sends what nothing here explains. */
const freshMilliseconds = 30_000;

/**
 * Keeps each value for five minutes, so that a rotation is seen soon and a storm costs one call. `fresh`: one that is older than half a
 * minute is fetched again. What `fetchValue` rejects with is not kept.
 */
export function keepValues<T>(
  clock: Clock,
  fetchValue: (name: string) => Promise<T>,
): (name: string, fresh?: boolean) => Promise<T> {
  const kept = new Map<string, { readonly value: T; readonly at: number }>();
  return async (name, fresh = false) => {
    const now = clock.now().getTime();
    const known = kept.get(name);
    const most = fresh ? freshMilliseconds : keptMilliseconds;
    if (known !== undefined && now - known.at < most) return known.value;
    const value = await fetchValue(name);
    kept.set(name, { value, at: now });
    return value;
  };
}
