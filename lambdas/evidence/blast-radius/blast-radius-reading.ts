import type { EvidenceReading } from '../../ports/plug-ins/evidence-reader.ts';
import { inEachLocation } from '../in-each-location.ts';
import { createInsights } from '../insights/insights.ts';
import { buildServers } from '../loki/build-servers.ts';
import { blastRadiusPermissions, blastRadiusTokens } from './blast-radius-permissions.ts';
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
    const insightsIn = inEachLocation(aws, (clients) => createInsightsBlastSource(createInsights(clients)));
    const cloudwatchIn = inEachLocation(aws, createCloudwatchBlastSource);
    return createBlastRadiusReader([
      (query) => insightsIn(query.service.location)(query),
      createLokiBlastSource(lokiOf),
      createPrometheusBlastSource(fetchJson, secrets),
      (query) => cloudwatchIn(query.service.location)(query),
    ]);
  },
  permissions: blastRadiusPermissions,
  tokens: blastRadiusTokens,
};
