import type { IncidentAlert } from '../domain/alert.ts';
import { alertsByIdentity, identityOf } from '../domain/correlation/alert-pages.ts';
import type { AlertPlace } from '../domain/correlation/place-alert.ts';
import type { Incident } from '../domain/incident.ts';
import type { IncidentStore } from '../ports/incident-store.ts';
import type { DeliveredAlert } from './delivered-alert.ts';
import { alertWriteIntervalSeconds } from './fold-into-incident.ts';

/** Closed incidents of a service among which the former one of a key is looked for. */
const lookedAt = 20;

/** The newest closed incident of the key, so that one opened now can link to it; null when there is none lately. */
export async function findFormerIncident(
  incidents: IncidentStore,
  { service, correlationKey }: AlertPlace,
): Promise<Incident | null> {
  const page = await incidents.listIncidents({ status: 'closed', service, limit: lookedAt });
  return page.incidents.find((incident) => incident.correlationKey === correlationKey) ?? null;
}

/** Tells deliveries that come late, received before the former incident closed and counted in it already, from the others. */
export async function splitLate(
  incidents: IncidentStore,
  former: Incident,
  delivered: readonly DeliveredAlert[],
): Promise<{ readonly late: readonly DeliveredAlert[]; readonly current: readonly DeliveredAlert[] }> {
  if (former.status !== 'closed') return { late: [], current: delivered };
  const { closedAt } = former;
  if (delivered.every(({ receivedAt }) => receivedAt > closedAt)) return { late: [], current: delivered };
  const counted = alertsByIdentity(await incidents.readAlertPages(former.id));
  const isLate = (seen: DeliveredAlert): boolean =>
    seen.receivedAt <= closedAt && wasCounted(counted.get(identityOf(seen.alert)), seen);
  return {
    late: delivered.filter(isLate),
    current: delivered.filter((seen) => !isLate(seen)),
  };
}

function wasCounted(known: IncidentAlert | undefined, { receivedAt }: DeliveredAlert): boolean {
  if (known === undefined) return false;
  return Date.parse(receivedAt) <= Date.parse(known.lastSeenAt) + alertWriteIntervalSeconds * 1000;
}
