import type { EvidenceReading } from '../../ports/plug-ins/evidence-reader.ts';
import { inEachLocation } from '../in-each-location.ts';
import { createInsights } from '../insights/insights.ts';
import { buildServers } from '../loki/build-servers.ts';
import { createInsightsLogsSource } from './insights-logs-source.ts';
import { logsPermissions, logsTokens } from './logs-permissions.ts';
import { createLogsReader } from './logs-reader.ts';
import { createLokiLogsSource } from './loki-logs-source.ts';
import { placesOfLogs } from './main-logs.ts';

/** Logs of CloudWatch and Loki. */
export const logsReading: EvidenceReading = {
  kind: 'logs',
  create({ aws }) {
    const runQueryIn = inEachLocation(aws, (clients) => createInsights(clients));
    const { lokiOf } = buildServers(aws);
    return createLogsReader((service) =>
      placesOfLogs(service).map((place) =>
        place.kind === 'loki'
          ? createLokiLogsSource(lokiOf(place.policy), place.policy)
          : createInsightsLogsSource(runQueryIn(service.location), { ...place, region: service.region }),
      ),
    );
  },
  permissions: logsPermissions,
  tokens: logsTokens,
};
