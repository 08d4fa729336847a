import type { MetricName, MetricReading } from '../../../domain/records/evidence.ts';
import type { IncidentView } from '../../../domain/reporting/views/incident-view.ts';
import { degradedFirst } from '../../../domain/triage/series/degraded-first.ts';
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
  const ordered = degradedFirst(readings);
  const [first] = ordered;
  const told = incident.alerts
    .flatMap(({ startsAt }) => (startsAt === null ? [] : [startsAt]))
    .toSorted((a, b) => Date.parse(a) - Date.parse(b))[0];
  const measured = first?.onsetAt ?? null;
  if (first !== undefined && measured !== null) {
    return { onset: { at: measured, by: 'metric', metric: first.name }, readings: ordered };
  }
  return { onset: told === undefined ? null : { at: told, by: 'alert' }, readings: ordered };
}
