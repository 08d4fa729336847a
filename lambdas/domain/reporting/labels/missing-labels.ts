import type { BlastDimension, MetricName } from '../../records/evidence.ts';
import { dimensionLabel } from '../../triage/blast-radius/affected-labels.ts';
import { metricLabel } from '../../triage/series/metric-labels.ts';

/** A part of some evidence that could not be read: a metric, the logs of a place, a source of changes, a dimension. */
export interface MissingPart {
  readonly reason: string;
  readonly name?: MetricName | undefined;
  readonly place?: string | undefined;
  readonly source?: string | undefined;
  readonly dimension?: BlastDimension | undefined;
}

/** What of some evidence is not known, and why: `Saturation: access was denied`. */
export function missingLabels(missing: readonly MissingPart[]): readonly string[] {
  return missing.map(({ reason, name, place, source, dimension }) => {
    const metric = name === undefined ? undefined : metricLabel(name);
    const who = dimension === undefined ? undefined : dimensionLabel(dimension);
    const what = metric ?? who ?? place ?? source;
    return what === undefined ? reason : `${what}: ${reason}`;
  });
}
