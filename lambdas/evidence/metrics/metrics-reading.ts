import type { EvidenceReading } from '../../ports/plug-ins/evidence-reader.ts';
import { createMetricsReader } from './metrics-reader.ts';
import { metricsTokens } from './metrics-tokens.ts';
import { createServiceSeriesReader } from './service-series-reader.ts';

/** Metrics of CloudWatch, Prometheus and JSON endpoints. */
export const metricsReading: EvidenceReading = {
  kind: 'metrics',
  create: ({ aws }) => createMetricsReader(createServiceSeriesReader(aws)),
  // What may be done in CloudWatch is the capability read-metrics, which others have too.
  permissions: () => [],
  tokens: metricsTokens,
};
