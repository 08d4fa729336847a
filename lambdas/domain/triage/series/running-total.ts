/** So many readings are needed to tell a running total from a series that happens to grow. */
const leastReadings = 12;
/** Share of the steps in which a running total grows at least. */
const growingShare = 0.6;
/** A total that falls below this share of itself restarted. */
const resetShare = 0.5;

/**
 * What was added in each period, when these values are the running total of a counter, as an endpoint may give it: they
 * never fall but to less than half, and grow in most steps. Null when they are not. The first reading, and the first one
 * after a gap, say nothing; after a reset what was counted since is what was added.
 */
export function increasesOf(
  values: readonly (number | null)[],
): { readonly increases: readonly (number | null)[]; readonly resets: number } | null {
  const known = values.filter((value) => value !== null);
  if (known.length < leastReadings || known.some((value) => value < 0)) return null;
  let [grown, resets] = [0, 0];
  for (const [index, value] of known.slice(1).entries()) {
    const before = known[index] ?? 0;
    if (value > before) grown += 1;
    if (value >= before) continue;
    if (value > before * resetShare) return null;
    resets += 1;
  }
  if (grown < growingShare * (known.length - 1) || resets > known.length / leastReadings) return null;
  const increases = values.map((value, index) => {
    const before = values[index - 1] ?? null;
    if (value === null || before === null) return null;
    return value < before ? value : value - before;
  });
  return { increases, resets };
}
