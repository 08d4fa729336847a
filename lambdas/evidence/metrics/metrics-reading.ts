import type { EvidenceReading } from '../../ports/evidence-reader.ts';
import { metricsPermissions } from './metrics-permissions.ts';
import { createMetricsReader } from './metrics-reader.ts';
import { createServiceSeriesReader } from './service-series-reader.ts';

/** Metrics of CloudWatch, Prometheus and JSON endpoints. */
export const metricsReading: EvidenceReading = {
  kind: 'metrics',
  create: ({ aws }) => createMetricsReader(createServiceSeriesReader(aws)),
  permissions: metricsPermissions,
};
