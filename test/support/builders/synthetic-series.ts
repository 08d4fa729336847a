import type { MetricName } from '../../../lambdas/domain/records/evidence.ts';
import type { MetricSeries } from '../../../lambdas/domain/triage/series/assess-series.ts';
import { minutes } from './builders.ts';

/** A Monday, so that the days before are of both kinds. */
export const startedAt = new Date('2026-11-23T02:01:00.000Z');
export const from = '2026-11-23T00:01:00.000Z';
const minuteMs = 60_000;

/** Repeatable noise, about normal, with a standard deviation of 1. */
export function noise(seed: number): () => number {
  let state = seed >>> 0;
  const uniform = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
  return () =>
    uniform() + uniform() + uniform() + uniform() + uniform() + uniform() - 3 + (uniform() - 0.5) / 4;
}

/** The minute of the window (0 is `from`, 120 is when the alert says that it began) as a time. */
export function minuteAt(minute: number): string {
  return new Date(Date.parse(from) + minute * minuteMs).toISOString();
}

/** A series of 130 minutes, 10 of them after the alert's start. */
export function series(
  name: MetricName,
  value: (minute: number) => number | null,
  previous: readonly { readonly daysBack: number; readonly value: (minute: number) => number }[] = [],
): MetricSeries {
  const all = Array.from({ length: 130 }, (_, minute) => minute);
  return {
    name,
    unit: 'percent',
    periodSeconds: 60,
    points: minutes(from, all.map(value)),
    query: 'q',
    previous: previous.flatMap((day) =>
      all.map((minute) => ({
        at: Date.parse(minuteAt(minute)) - day.daysBack * 1440 * minuteMs,
        value: day.value(minute),
      })),
    ),
  };
}

/** The same on each of the seven days before. */
export function everyDay(value: (minute: number) => number) {
  return [1, 2, 3, 4, 5, 6, 7].map((daysBack) => ({ daysBack, value }));
}
