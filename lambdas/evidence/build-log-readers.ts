import { createSecretsManagerSecrets } from '../adapters/aws/secrets/secrets-manager-secrets.ts';
import type { AwsClients } from '../ports/aws-clients.ts';
import type { EvidenceReader } from '../ports/evidence-reader.ts';
import { createBlastRadiusReader } from './blast-radius/blast-radius-reader.ts';
import { createCloudwatchBlastSource } from './blast-radius/cloudwatch-blast-source.ts';
import { createInsightsBlastSource } from './blast-radius/insights-blast-source.ts';
import { createLokiBlastSource } from './blast-radius/loki-blast-source.ts';
import { createPrometheusBlastSource } from './blast-radius/prometheus-blast-source.ts';
import { createJsonFetch } from './http/fetch-json.ts';
import { createInsights } from './insights/insights.ts';
import { createInsightsLogsSource } from './logs/insights-logs-source.ts';
import { createLogsReader } from './logs/logs-reader.ts';
import { createLokiLogsSource } from './logs/loki-logs-source.ts';
import { placesOfLogs } from './logs/main-logs.ts';
import { createLoki, type LokiPolicy } from './loki/loki.ts';

/** Logs of CloudWatch and Loki. */
export function buildLogsReader(aws: AwsClients): EvidenceReader {
  const runQuery = createInsights(aws);
  const { lokiOf } = buildServers(aws);
  return createLogsReader((service) =>
    placesOfLogs(service).map((place) =>
      place.kind === 'loki'
        ? createLokiLogsSource(lokiOf(place.policy), place.policy)
        : createInsightsLogsSource(runQuery, { ...place, region: service.region }),
    ),
  );
}

/** Who is affected, by logs of CloudWatch and Loki, metrics of CloudWatch and of Prometheus. */
export function buildBlastRadiusReader(aws: AwsClients): EvidenceReader {
  const { fetchJson, secrets, lokiOf } = buildServers(aws);
  return createBlastRadiusReader([
    createInsightsBlastSource(createInsights(aws)),
    createLokiBlastSource(lokiOf),
    createPrometheusBlastSource(fetchJson, secrets),
    createCloudwatchBlastSource(aws),
  ]);
}

/** What reaches servers of the user's own, with the tokens that policy names. */
function buildServers(aws: AwsClients) {
  const fetchJson = createJsonFetch();
  const secrets = createSecretsManagerSecrets(aws, { now: () => new Date() });
  return { fetchJson, secrets, lokiOf: (policy: LokiPolicy) => createLoki(fetchJson, secrets, policy) };
}
