import type { AwsCaller } from '../../ports/aws-caller.ts';
import type { EvidenceReader } from '../../ports/evidence-reader.ts';
import { createSecretsManagerSecrets } from '../aws/secrets-manager-secrets.ts';
import { createBlastRadiusReader } from './blast-radius-reader.ts';
import { createCloudwatchBlastSource } from './cloudwatch-blast-source.ts';
import { createJsonFetch } from './fetch-json.ts';
import { createInsights } from './insights.ts';
import { createInsightsBlastSource } from './insights-blast-source.ts';
import { createInsightsLogsSource } from './insights-logs-source.ts';
import { createLogsReader } from './logs-reader.ts';
import { createLoki, type LokiPolicy } from './loki.ts';
import { createLokiBlastSource } from './loki-blast-source.ts';
import { createLokiLogsSource } from './loki-logs-source.ts';
import { placesOfLogs } from './main-logs.ts';
import { createPrometheusBlastSource } from './prometheus-blast-source.ts';

/** Logs of CloudWatch and Loki. */
export function buildLogsReader(aws: AwsCaller): EvidenceReader {
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
export function buildBlastRadiusReader(aws: AwsCaller): EvidenceReader {
  const { fetchJson, secrets, lokiOf } = buildServers(aws);
  return createBlastRadiusReader([
    createInsightsBlastSource(createInsights(aws)),
    createLokiBlastSource(lokiOf),
    createPrometheusBlastSource(fetchJson, secrets),
    createCloudwatchBlastSource(aws),
  ]);
}

/** What reaches servers of the user's own, with the tokens that policy names. */
function buildServers(aws: AwsCaller) {
  const fetchJson = createJsonFetch();
  const secrets = createSecretsManagerSecrets(aws, { now: () => new Date() });
  return { fetchJson, secrets, lokiOf: (policy: LokiPolicy) => createLoki(fetchJson, secrets, policy) };
}
