import { happenedAt } from '../domain/correlation/fold-alert.ts';
import type { AlertPlace } from '../domain/correlation/place-alert.ts';
import type { Incident } from '../domain/incident.ts';
import type { IncidentStore } from '../ports/incident-store.ts';
import type { DeliveredAlert, Settlement } from './delivered-alert.ts';
import { foldIntoIncident } from './fold-into-incident.ts';

/** Open incidents among which an alert is looked for when its own key has none of it. */
const lookedAt = 50;

/**
 * Settles what no incident of its key knows: a resolve without labels is looked for among all open incidents by its identity; a resolve
 * of nothing known is remembered for 24 h; the rest is recorded and opens nothing. `again`: its fire came meanwhile.
 */
export async function settleElsewhere(
  incidents: IncidentStore,
  place: AlertPlace,
  strangers: readonly DeliveredAlert[],
): Promise<readonly Settlement[] | 'again'> {
  if (strangers.length === 0) return [];
  const { incidents: open } = await incidents.listIncidents({ status: 'open', limit: lookedAt });
  const settlements: Settlement[] = [];
  for (const stranger of strangers) {
    const home = await findHome(incidents, open, stranger);
    const settled =
      home === null
        ? await rememberResolve(incidents, place, stranger)
        : await foldAtHome(incidents, home, stranger);
    if (settled === 'again') return 'again';
    settlements.push(settled);
  }
  return settlements;
}

async function findHome(
  incidents: IncidentStore,
  open: readonly Incident[],
  { alert }: DeliveredAlert,
): Promise<Incident | null> {
  for (const incident of open) {
    if ((await incidents.readAlert(incident.id, alert.source, alert.fingerprint)) !== null) return incident;
  }
  return null;
}

async function foldAtHome(
  incidents: IncidentStore,
  home: Incident,
  stranger: DeliveredAlert,
): Promise<Settlement> {
  await foldIntoIncident(incidents, home, [stranger]);
  const disposition = stranger.alert.status === 'resolved' ? 'resolved' : 'folded';
  return {
    deliveryId: stranger.deliveryId,
    disposition,
    incidentId: home.id,
    reason: 'Found by its identity',
  };
}

async function rememberResolve(
  incidents: IncidentStore,
  { correlationKey }: AlertPlace,
  stranger: DeliveredAlert,
): Promise<Settlement | 'again'> {
  const { alert, deliveryId } = stranger;
  if (alert.status !== 'resolved') {
    const reason = `Nothing is open that it could be about (${alert.status})`;
    return { deliveryId, disposition: 'ignored', incidentId: null, reason };
  }
  const resolvedAt = happenedAt(stranger);
  const remembered = await incidents.readTombstone(alert.source, alert.fingerprint);
  if (remembered === null || remembered < resolvedAt) {
    await incidents.putTombstone(alert.source, alert.fingerprint, resolvedAt);
  }
  // Its fire may have been written since it was looked for; then either this sees it, or it sees the tombstone.
  const holder = await incidents.readOpen(correlationKey);
  const met = holder === null ? null : await incidents.readAlert(holder, alert.source, alert.fingerprint);
  if (met !== null) return 'again';
  return {
    deliveryId,
    disposition: 'resolved',
    incidentId: null,
    reason: 'Nothing was open; remembered for 24 h',
  };
}
