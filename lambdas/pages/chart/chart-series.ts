import type { DataPoint } from '../../domain/records/evidence.ts';
import { joinByTime } from '../../domain/triage/series/join-by-time.ts';
import type { ChartScale } from './chart-scale.ts';

/** The baseline reaches back further than what is worth looking at; marks long after the last reading do not help. */
export const minutesShown = 60;
/** What was usual is seen before the onset, however long ago that was. */
const minutesBeforeOnset = 15;
const pointsShown = 150;

export interface DrawnPoints {
  readonly points: readonly DataPoint[];
  /** So many readings may lie between two that are drawn, without a gap. */
  readonly step: number;
}

/** What was read when, with the later readings of a step's verification, as far as it is worth looking at. */
export function joinPoints(
  points: readonly DataPoint[],
  later: readonly DataPoint[],
  onsetAt: string | null = null,
): DrawnPoints {
  const newest = Math.max(...points.map(({ at }) => Date.parse(at)).filter(Number.isFinite));
  const onset = onsetAt === null ? Number.POSITIVE_INFINITY : Date.parse(onsetAt);
  const from = Math.min(newest - minutesShown * 60_000, onset - minutesBeforeOnset * 60_000);
  return thinned(joinByTime(points, later).filter(({ at }) => Date.parse(at) >= from));
}

/** Of a dense series the extremes stay: a peak is what a reader looks for. */
function thinned(points: readonly DataPoint[]): DrawnPoints {
  if (points.length <= pointsShown) {
    return { points, step: 1 };
  }
  const size = Math.ceil((2 * points.length) / pointsShown);
  const chosen: DataPoint[] = [];
  for (let start = 0; start < points.length; start += size) {
    const bucket = points.slice(start, start + size);
    const values = bucket.map(({ value }) => value ?? Number.NaN);
    const known = values.filter(Number.isFinite);
    const extremes = new Set([values.indexOf(Math.min(...known)), values.indexOf(Math.max(...known))]);
    chosen.push(...bucket.filter((_, place) => extremes.has(place) || (known.length === 0 && place === 0)));
  }
  return { points: chosen, step: 2 * size };
}

/**
 * A gap in the data is a gap in the line, whether a reading is empty or there is none. Each point is told by its distance from the one
 * before, which takes half the characters.
 */
export function seriesPath({ points, step }: DrawnPoints, periodSeconds: number, scale: ChartScale): string {
  const longest = Math.max(Math.max(2.5, step) * periodSeconds * 1000, (scale.to - scale.from) / pointsShown);
  const lines: string[] = [];
  let before: { readonly at: number; readonly x: number; readonly y: number } | null = null;
  for (const { at, value } of points) {
    if (value === null || !Number.isFinite(value)) {
      before = null;
      continue;
    }
    const place = { at: Date.parse(at), x: scale.x(at), y: scale.y(value) };
    if (before === null || place.at - before.at > longest) lines.push(`M${place.x} ${place.y}`);
    else lines.push(`${lines.pop()}${lineBy(place.x - before.x, place.y - before.y)}`);
    before = place;
  }
  // A reading by itself is a dot.
  return lines.map((line) => (/[lh]/.test(line) ? line : `${line}h1`)).join('');
}

function lineBy(x: number, y: number): string {
  return y === 0 ? `h${x}` : `l${x}${y < 0 ? '' : ' '}${y}`;
}
