import type { ServicePolicy } from '../domain/policy/schemas/services-schema.ts';
import type { MetricName, MissingMetric } from '../domain/records/evidence.ts';
import type { MetricSeries } from '../domain/triage/series/assess-series.ts';

export interface SeriesQuery {
  readonly service: ServicePolicy;
  /** Those that the service does not have are left out of the answer. */
  readonly metrics: readonly MetricName[];
  readonly from: Date;
  readonly until: Date;
  /** Whether the same hours of previous days are wanted too; which days is the source's matter. Default: no. */
  readonly withPreviousDays?: boolean;
  /** Nobody waits any more when it is aborted. */
  readonly signal?: AbortSignal;
}

export interface SeriesResult {
  readonly series: readonly MetricSeries[];
  /** Metrics billed by the provider for this reading. */
  readonly metricsRequested: number;
  /** What the service has but could not be read. */
  readonly missing?: readonly MissingMetric[];
}

/**
 * Reads the metrics of a service as series with gaps. Rejects with DependencyUnavailableError or ConfigurationError when
 * nothing could be read; what could not be read beside others is `missing`.
 */
export interface MetricSeriesReader {
  readSeries(query: SeriesQuery): Promise<SeriesResult>;
}
