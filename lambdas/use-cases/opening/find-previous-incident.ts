import { alertsByIdentity, identityOf } from '../../domain/correlation/alert-pages.ts';
import type { CorrelationTarget } from '../../domain/correlation/find-correlation-target.ts';
import type { IncidentAlert } from '../../domain/records/alert.ts';
import type { Incident } from '../../domain/records/incident.ts';
import type { IncidentStore } from '../../ports/stores/incident-store.ts';
import type { DeliveredAlert } from '../alerts/delivered-alert.ts';
import { alertWriteIntervalSeconds } from '../alerts/fold-into-incident.ts';

/** Closed incidents of a service among which the previous one of a key is looked for. */
const lookedAt = 20;

/** The newest closed incident of the key, so that one opened now can link to it; null when there is none recently. */
export async function findPreviousIncident(
  incidents: IncidentStore,
  { service, correlationKey }: CorrelationTarget,
): Promise<Incident | null> {
  const page = await incidents.listIncidents({ status: 'closed', service, limit: lookedAt });
  return page.incidents.find((incident) => incident.correlationKey === correlationKey) ?? null;
}

/** Tells deliveries that come late, received before the previous incident closed and counted in it already, from the others. */
export async function splitLate(
  incidents: IncidentStore,
  previous: Incident,
  delivered: readonly DeliveredAlert[],
): Promise<{ readonly late: readonly DeliveredAlert[]; readonly current: readonly DeliveredAlert[] }> {
  if (previous.status !== 'closed') return { late: [], current: delivered };
  const { closedAt } = previous;
  if (delivered.every(({ receivedAt }) => receivedAt > closedAt)) return { late: [], current: delivered };
  const counted = alertsByIdentity(await incidents.readAlertPages(previous.id));
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
