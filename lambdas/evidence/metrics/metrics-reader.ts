import { type MetricReading, type MetricsEvidence, metricNames } from '../../domain/records/evidence.ts';
import { assessSeries, seriesBeforeMinutes } from '../../domain/triage/series/assess-series.ts';
import type { MetricSeriesReader } from '../../ports/metric-series-reader.ts';
import type { EvidenceReader } from '../../ports/plug-ins/evidence-reader.ts';

/** An alert may say that it began a day ago: so many points of a series are kept, the newest. */
const pointsKept = 240;

/** Every metric that policy gives the service, with its baseline from before the alert and from previous days. */
export function createMetricsReader(series: MetricSeriesReader): EvidenceReader<MetricsEvidence> {
  return {
    kind: 'metrics',
    async read({ service, startedAt, now, signal }) {
      const from = new Date(startedAt.getTime() - seriesBeforeMinutes * 60_000);
      const found = await series.readSeries({
        service,
        metrics: metricNames,
        from,
        until: now,
        withPreviousDays: true,
        ...(signal === undefined ? {} : { signal }),
      });
      const { missing = [], metricsRequested } = found;
      return {
        kind: 'metrics',
        status: 'available',
        gatheredAt: now.toISOString(),
        readings: found.series.map((each) => keepNewest(assessSeries(each, startedAt))).sort(byName),
        metricsRequested,
        ...(missing.length === 0 ? {} : { missing }),
      };
    },
  };
}

function keepNewest(reading: MetricReading): MetricReading {
  return { ...reading, points: reading.points.slice(-pointsKept) };
}

/** In the order of their importance, wherever they come from. */
function byName(a: MetricReading, b: MetricReading): number {
  return metricNames.indexOf(a.name) - metricNames.indexOf(b.name);
}
