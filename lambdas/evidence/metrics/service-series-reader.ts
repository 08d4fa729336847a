import { createSecretsManagerSecrets } from '../../adapters/aws/secrets/secrets-manager-secrets.ts';
import { createTimerTimeouts } from '../../adapters/timers/timer-timeouts.ts';
import { DependencyUnavailableError } from '../../domain/errors.ts';
import { failureReason } from '../../domain/failure-reason.ts';
import { type MetricSource, metricSources, sourceOf } from '../../domain/policy/metric-source.ts';
import type { MetricName, MissingMetric } from '../../domain/records/evidence.ts';
import type { MetricSeries } from '../../domain/triage/series/assess-series.ts';
import type { AwsClients } from '../../ports/aws-clients.ts';
import type { MetricSeriesReader, SeriesResult } from '../../ports/metric-series-reader.ts';
import type { Timeouts } from '../../ports/timeouts.ts';
import { createJsonFetch } from '../http/fetch-json.ts';
import { inEachLocation } from '../in-each-location.ts';
import { createCloudwatchSeriesReader } from './cloudwatch-series-reader.ts';
import { createJsonSeriesReader } from './json-series-reader.ts';
import { createPrometheusSeriesReader } from './prometheus-series-reader.ts';

/** Less than all evidence has, so that a slow source costs its own metrics only. */
const sourceSeconds = 9;

/** Every metric of a service from where policy says it is. */
export function createServiceSeriesReader(aws: AwsClients): MetricSeriesReader {
  const secrets = createSecretsManagerSecrets(aws, { now: () => new Date() });
  const fetchJson = createJsonFetch();
  const cloudwatchIn = inEachLocation(aws, createCloudwatchSeriesReader);
  return createCompositeSeriesReader(
    {
      cloudwatch: { readSeries: (query) => cloudwatchIn(query.service.location).readSeries(query) },
      prometheus: createPrometheusSeriesReader(fetchJson, secrets),
      json: createJsonSeriesReader(fetchJson, secrets),
    },
    createTimerTimeouts(),
  );
}

/** Asks each source for its metrics, all at once. Rejects when none of them gave anything. */
export function createCompositeSeriesReader(
  sources: Readonly<Record<MetricSource, MetricSeriesReader>>,
  timeouts: Timeouts,
): MetricSeriesReader {
  return {
    async readSeries(query) {
      const { service, signal } = query;
      const read = async (source: MetricSource): Promise<SeriesResult | Failure | null> => {
        const metrics = [...new Set(query.metrics)].filter((name) => {
          const policy = service.metrics[name];
          return policy !== undefined && sourceOf(policy) === source;
        });
        if (metrics.length === 0) return null;
        const asked = timeouts.limit(sourceSeconds, (late) =>
          sources[source].readSeries({
            ...query,
            metrics,
            signal: signal === undefined ? late : AbortSignal.any([late, signal]),
          }),
        );
        return await asked.catch((error: unknown) => ({ error, metrics }));
      };
      const results = await Promise.all(metricSources.map(read));
      return combine(results.filter((result) => result !== null));
    },
  };
}

interface Failure {
  readonly error: unknown;
  readonly metrics: readonly MetricName[];
}

function combine(results: readonly (SeriesResult | Failure)[]): SeriesResult {
  const series: MetricSeries[] = [];
  const missing: MissingMetric[] = [];
  const errors: unknown[] = [];
  let metricsRequested = 0;
  for (const result of results) {
    if ('error' in result) {
      errors.push(result.error);
      missing.push(...result.metrics.map((name) => ({ name, reason: failureReason(result.error) })));
      continue;
    }
    series.push(...result.series);
    missing.push(...(result.missing ?? []));
    metricsRequested += result.metricsRequested;
  }
  if (series.length === 0 && missing.length > 0) {
    throw errors[0] ?? new DependencyUnavailableError(reasonsOf(missing));
  }
  return { series, metricsRequested, missing };
}

/** Each reason once. */
function reasonsOf(missing: readonly MissingMetric[]): string {
  return [...new Set(missing.map(({ reason }) => reason))].join('; ');
}
