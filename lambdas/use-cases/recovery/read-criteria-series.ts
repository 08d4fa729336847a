import { DependencyUnavailableError, FirebreakError } from '../../domain/errors.ts';
import { isSeries } from '../../domain/policy/metric-source.ts';
import type { ServicePolicy } from '../../domain/policy/schemas/services-schema.ts';
import type { DataPoint, MetricName } from '../../domain/records/evidence.ts';
import type { MetricSeries } from '../../domain/triage/series/assess-series.ts';
import type { MetricSeriesReader, SeriesResult } from '../../ports/metric-series-reader.ts';

/** A lone current value is no series: the readings in a row that recovery takes cannot be seen in it. */
export function readableMetrics(
  { metrics }: Pick<ServicePolicy, 'metrics'>,
  wanted: readonly MetricName[],
): readonly MetricName[] {
  return wanted.filter((name) => {
    const policy = metrics[name];
    return policy !== undefined && isSeries(policy);
  });
}

/**
 * Until the last moment a failing reader fails the check, and the next minute has another; after it, time is up. With a
 * metric missing nothing is judged: it may be the one that got worse.
 */
export async function readOrNothing(
  read: () => Promise<SeriesResult>,
  isLate: boolean,
): Promise<Pick<SeriesResult, 'series'>> {
  try {
    const result = await read();
    const missing = result.missing?.[0];
    if (missing === undefined) return result;
    throw new DependencyUnavailableError(`${missing.name} could not be read: ${missing.reason}`);
  } catch (error) {
    if (!isLate || !(error instanceof FirebreakError)) throw error;
    return { series: [] };
  }
}

/** What is judged beside the promise; what cannot be read is left out, and so is not known. */
export async function readBeside(
  reader: MetricSeriesReader,
  service: ServicePolicy,
  metrics: readonly MetricName[],
  span: { readonly from: Date; readonly until: Date },
): Promise<readonly MetricSeries[]> {
  if (metrics.length === 0) return [];
  try {
    return (await reader.readSeries({ service, metrics, ...span })).series;
  } catch (error) {
    if (error instanceof FirebreakError) return [];
    throw error;
  }
}

export function pointsByName(
  series: readonly { readonly name: MetricName; readonly points: readonly DataPoint[] }[],
): Readonly<Partial<Record<MetricName, readonly DataPoint[]>>> {
  return Object.fromEntries(series.map(({ name, points }) => [name, points]));
}
