import type { MetricSeries } from '../domain/evidence/assess-series.ts';
import type { MetricName } from '../domain/evidence/evidence.ts';
import type { ServicePolicy } from '../domain/policy/services-schema.ts';

export interface SeriesQuery {
  readonly service: ServicePolicy;
  /** Those that the service does not have are left out of the answer. */
  readonly metrics: readonly MetricName[];
  readonly from: Date;
  readonly until: Date;
}

export interface SeriesAnswer {
  readonly series: readonly MetricSeries[];
  /** Metrics billed by the provider for this reading. */
  readonly metricsRequested: number;
}

/** Reads the metrics of a service as series with gaps. Rejects with DependencyUnavailableError or ConfigurationError. */
export interface MetricSeriesReader {
  readSeries(query: SeriesQuery): Promise<SeriesAnswer>;
}
