import { onCallNow } from '../../domain/on-call/on-call-now.ts';
import type { ReadingDeps } from '../../runtime/build/build-reading.ts';
import { readDebts } from '../../use-cases/console/read-debts.ts';
import {
  listIncidents,
  readIncident,
  readStops,
  readTimeline,
} from '../../use-cases/console/read-incidents.ts';
import { readSimilar } from '../../use-cases/similar/read-similar.ts';
import { debtListResponse } from '../contract/debts.ts';
import { incidentResponse } from '../contract/incident.ts';
import { incidentListResponse } from '../contract/incident-list.ts';
import { similarResponse } from '../contract/similar.ts';
import { timelineResponse } from '../contract/timeline.ts';
import { toldValue } from '../http-response.ts';
import type { ReadApi } from './read-api.ts';

/** What the tools read, with the rights of whoever signed the call; nothing here changes anything. */
export function readApiOf(deps: ReadingDeps, callerArn: string | null): ReadApi {
  const reader = { callerArn };
  return {
    async listIncidents({ status = 'all', limit = 25, service, cursor }) {
      const query = {
        status,
        limit,
        ...(service === undefined ? {} : { service }),
        ...(cursor === undefined ? {} : { cursor }),
      };
      const [found, killSwitches] = await Promise.all([listIncidents(deps, query), readStops(deps)]);
      return toldValue(incidentListResponse, { ...found, killSwitches });
    },
    readIncident: async (id) => toldValue(incidentResponse, (await readIncident(deps, id, reader)).incident),
    readTimeline: async (id) =>
      toldValue(timelineResponse, { entries: await readTimeline(deps, id, reader) }),
    findSimilar: async (id) =>
      toldValue(similarResponse, { similar: await readSimilar(deps, id, callerArn) }),
    listDebts: async () => toldValue(debtListResponse, { debts: await readDebts(deps, callerArn) }),
    onCall: async (service, at) => onCallNow(deps.policy, service, at ?? deps.clock.now()),
  };
}
