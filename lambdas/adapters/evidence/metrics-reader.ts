import { assessSeries, seriesBeforeMinutes } from '../../domain/evidence/assess-series.ts';
import { type MetricsEvidence, metricNames } from '../../domain/evidence/evidence.ts';
import type { EvidenceReader } from '../../ports/evidence-reader.ts';
import type { MetricSeriesReader } from '../../ports/metric-series-reader.ts';

/** Every metric that policy gives the service, with its baseline from before the alert. */
export function createMetricsReader(series: MetricSeriesReader): EvidenceReader<MetricsEvidence> {
  return {
    kind: 'metrics',
    async read({ service, startedAt, now }) {
      const from = new Date(startedAt.getTime() - seriesBeforeMinutes * 60_000);
      const found = await series.readSeries({ service, metrics: metricNames, from, until: now });
      return {
        kind: 'metrics',
        status: 'available',
        gatheredAt: now.toISOString(),
        readings: found.series.map((each) => assessSeries(each, startedAt)),
        metricsRequested: found.metricsRequested,
      };
    },
  };
}
