import { type Evidence, type MetricReading, readingsOf } from '../../domain/records/evidence.ts';

/** Below it there is capacity left, and more of it does not help. In percent. */
const leastSaturation = 70;

/**
 * Why more capacity would not help, for people; null when the readings show that it is short: requests are throttled,
 * or most of it is used.
 */
export function enoughCapacity(name: string, evidence: readonly Evidence[]): string | null {
  const readings = readingsOf(evidence);
  const throttles = currentOf(readings, 'throttles');
  if (throttles !== null && throttles >= 1) return null;
  const saturation = currentOf(readings, 'saturation');
  if (saturation !== null && saturation >= leastSaturation) return null;
  if (saturation !== null) return `${name} has capacity left: saturation is ${Math.round(saturation)} %`;
  return throttles === null
    ? `it is not known how much of the capacity of ${name} is used`
    : `${name} is not throttled`;
}

function currentOf(readings: readonly MetricReading[], name: MetricReading['name']): number | null {
  return readings.find((reading) => reading.name === name)?.current ?? null;
}
