import type { EvidenceReading } from '../../ports/evidence-reader.ts';
import { createInsights } from '../insights/insights.ts';
import { buildServers } from '../loki/build-servers.ts';
import { blastRadiusPermissions } from './blast-radius-permissions.ts';
import { createBlastRadiusReader } from './blast-radius-reader.ts';
import { createCloudwatchBlastSource } from './cloudwatch-blast-source.ts';
import { createInsightsBlastSource } from './insights-blast-source.ts';
import { createLokiBlastSource } from './loki-blast-source.ts';
import { createPrometheusBlastSource } from './prometheus-blast-source.ts';

/** Who is affected, by logs of CloudWatch and Loki, metrics of CloudWatch and of Prometheus. */
export const blastRadiusReading: EvidenceReading = {
  kind: 'blast-radius',
  create({ aws }) {
    const { fetchJson, secrets, lokiOf } = buildServers(aws);
    return createBlastRadiusReader([
      createInsightsBlastSource(createInsights(aws)),
      createLokiBlastSource(lokiOf),
      createPrometheusBlastSource(fetchJson, secrets),
      createCloudwatchBlastSource(aws),
    ]);
  },
  permissions: blastRadiusPermissions,
};
