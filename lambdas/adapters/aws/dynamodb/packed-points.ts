import type { DataPoint } from '../../../domain/records/evidence.ts';

/** A series on a grid: its times follow from the first. */
export interface PackedPoints {
  /** ISO 8601 UTC. */
  readonly from: string;
  readonly stepSeconds: number;
  readonly values: readonly (number | null)[];
}

/** The same points in a sixth of the text; as they are where their times are not on a grid. */
export function packPoints(points: readonly DataPoint[]): PackedPoints | readonly DataPoint[] {
  const [first, second] = points;
  if (first === undefined || second === undefined) return points;
  const stepSeconds = (Date.parse(second.at) - Date.parse(first.at)) / 1000;
  const start = Date.parse(first.at);
  const isOnGrid = points.every(({ at }, index) => at === timeAt(start, stepSeconds, index));
  return isOnGrid ? { from: first.at, stepSeconds, values: points.map(({ value }) => value) } : points;
}

export function unpackPoints(points: PackedPoints | readonly DataPoint[]): readonly DataPoint[] {
  if (!('stepSeconds' in points)) return points;
  const { from, stepSeconds, values } = points;
  const start = Date.parse(from);
  return values.map((value, index) => ({ at: timeAt(start, stepSeconds, index) ?? from, value }));
}

/** Null where there is no such time. */
function timeAt(start: number, stepSeconds: number, index: number): string | null {
  const at = new Date(start + index * stepSeconds * 1000);
  return Number.isNaN(at.getTime()) ? null : at.toISOString();
}
