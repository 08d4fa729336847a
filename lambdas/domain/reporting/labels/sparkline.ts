const bars = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];

/** A series as characters, from zero or its lowest value to its highest; a gap is a dot. Empty for no points. */
export function sparkline(points: readonly (number | null)[], maxLength = 60): string {
  const newest = points.slice(-maxLength);
  const values = newest.filter((value) => value !== null);
  const low = Math.min(0, ...values);
  const span = Math.max(...values, low + Number.EPSILON) - low;
  return newest
    .map((value) =>
      value === null ? '·' : (bars[Math.round(((value - low) / span) * (bars.length - 1))] ?? '·'),
    )
    .join('');
}
