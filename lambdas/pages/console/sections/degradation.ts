import type { MetricName, MetricReading } from '../../../domain/records/evidence.ts';
import type { IncidentView } from '../../../domain/reporting/views/incident-view.ts';
import { found } from './found-evidence.ts';

/** Since when the service is degraded, and by what that is known. */
export type OnsetShown =
  | { readonly at: string; readonly by: 'metric'; readonly metric: MetricName }
  | { readonly at: string; readonly by: 'alert' };

export interface Degradation {
  readonly onset: OnsetShown | null;
  /** Those that left their usual range first, in order of time; then the others as configured. */
  readonly readings: readonly MetricReading[];
}

/** What the metrics show of the degradation: a measured onset counts more than the time that an alert tells. */
export function degradationOf(incident: IncidentView): Degradation {
  const readings = found(incident, 'metrics')?.readings ?? [];
  const left = readings
    .flatMap((reading) => (reading.onsetAt === null ? [] : [{ reading, at: reading.onsetAt }]))
    .toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at));
  const [first] = left;
  const told = incident.alerts
    .flatMap(({ startsAt }) => (startsAt === null ? [] : [startsAt]))
    .toSorted((a, b) => Date.parse(a) - Date.parse(b))[0];
  return {
    onset:
      first === undefined
        ? told === undefined
          ? null
          : { at: told, by: 'alert' }
        : { at: first.at, by: 'metric', metric: first.reading.name },
    readings: [...left.map(({ reading }) => reading), ...readings.filter(({ onsetAt }) => onsetAt === null)],
  };
}
