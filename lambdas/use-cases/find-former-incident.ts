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

/** Whether a delivery comes late: received before the former incident closed, and counted in it already. */
export async function wasCountedBefore(
  incidents: IncidentStore,
  former: Incident,
  { alert, receivedAt }: DeliveredAlert,
): Promise<boolean> {
  if (former.status !== 'closed' || receivedAt > former.closedAt) return false;
  const counted = await incidents.readAlert(former.id, alert.source, alert.fingerprint);
  if (counted === null) return false;
  return Date.parse(receivedAt) <= Date.parse(counted.lastSeenAt) + alertWriteIntervalSeconds * 1000;
}
