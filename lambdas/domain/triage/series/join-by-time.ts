import type { DataPoint } from '../../records/evidence.ts';

/** The points of both, each instant once and oldest first; what was read later counts. */
export function joinByTime(earlier: readonly DataPoint[], later: readonly DataPoint[]): readonly DataPoint[] {
  const byTime = new Map([...earlier, ...later].map((point) => [Date.parse(point.at), point] as const));
  return [...byTime].toSorted(([a], [b]) => a - b).map(([, point]) => point);
}
