import type { MetricReading } from '../../records/evidence.ts';

/** Those that left their usual range first, in order of time; then the others as configured. */
export function degradedFirst(readings: readonly MetricReading[]): readonly MetricReading[] {
  const onset = ({ onsetAt }: MetricReading) => (onsetAt === null ? Infinity : Date.parse(onsetAt));
  return readings.toSorted((a, b) => (onset(a) === onset(b) ? 0 : onset(a) - onset(b)));
}
