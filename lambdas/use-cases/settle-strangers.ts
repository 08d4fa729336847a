import type { IncidentAlert } from '../domain/alert.ts';
import { alertsByIdentity, identityOf } from '../domain/correlation/alert-pages.ts';
import { happenedAt } from '../domain/correlation/fold-alert.ts';
import type { AlertPlace } from '../domain/correlation/place-alert.ts';
import { recentOccurrences } from '../domain/correlation/suppression-windows.ts';
import type { DeliveredAlert, PlacedAlert, Settlement } from './delivered-alert.ts';
import { foldIntoIncident } from './fold-into-incident.ts';
import type { SettleDeps } from './settle-deps.ts';
import { surroundings } from './shelters/shelter.ts';

export interface SettledStrangers {
  readonly settlements: readonly Settlement[];
  /** Those whose fire came while they were looked for. */
  readonly met: readonly PlacedAlert[];
}

/** Newest open incidents among which an alert is looked for when its own key has none of it. */
const lookedAt = 50;

/**
 * Settles what no incident of its key knows: it is looked for by its identity wherever policy may have sheltered its fire and among the
 * open incidents, as a resolve may tell no labels; a resolve of nothing known is remembered for 24 h; the rest is recorded and opens
 * nothing.
 */
export async function settleStrangers(
  deps: SettleDeps,
  strangers: readonly PlacedAlert[],
): Promise<SettledStrangers> {
  if (strangers.length === 0) return { settlements: [], met: [] };
  const settlements: Settlement[] = [];
  let homeless = strangers;
  for await (const home of homes(deps, strangers, true)) {
    const known = homeless.filter(({ delivered }) => home.alerts.has(identityOf(delivered.alert)));
    if (known.length === 0) continue;
    const alerts = known.map(({ delivered }) => delivered);
    await foldIntoIncident(deps, home.id, alerts);
    settlements.push(...alerts.map((alert) => foundIn(home, alert)));
    homeless = homeless.filter((stranger) => !known.includes(stranger));
    if (homeless.length === 0) break;
  }
  const remembered = await rememberResolves(deps, homeless);
  return { settlements: [...settlements, ...remembered.settlements], met: remembered.met };
}

/** Something that keeps alerts. */
interface Home {
  readonly id: string;
  readonly incidentId: string | null;
  readonly alerts: ReadonlyMap<string, IncidentAlert>;
}

/** Where an alert may be that its own key does not have: with policy's shelters first; then, if wanted, with any open incident. */
async function* homes(
  deps: SettleDeps,
  strangers: readonly PlacedAlert[],
  everywhere: boolean,
): AsyncGenerator<Home> {
  const { incidents, policy, clock } = deps;
  const seen = new Set<string>();
  const open = async (id: string, incidentId: string | null): Promise<Home> => {
    seen.add(id);
    return { id, incidentId, alerts: alertsByIdentity(await incidents.readAlertPages(id)) };
  };
  for (const { shelf } of recentOccurrences(policy.correlation.suppressionWindows, clock.now())) {
    yield await open(shelf, null);
  }
  const around = surroundings(deps);
  const storm = await around.storm();
  if (storm !== null) yield await open(storm.id, storm.id);
  for (const place of distinctPlaces(strangers)) {
    const holder = await incidents.readOpen(place.correlationKey);
    if (holder !== null && !seen.has(holder)) yield await open(holder, holder);
    for (const { id } of await around.dependencies(place)) if (!seen.has(id)) yield await open(id, id);
  }
  if (!everywhere) return;
  const newest = await incidents.listIncidents({ status: 'open', limit: lookedAt });
  for (const { id } of newest.incidents) if (!seen.has(id)) yield await open(id, id);
}

function distinctPlaces(strangers: readonly PlacedAlert[]): readonly AlertPlace[] {
  return [...new Map(strangers.map(({ place }) => [place.correlationKey, place])).values()];
}

function foundIn({ incidentId }: Home, { alert, deliveryId }: DeliveredAlert): Settlement {
  const disposition =
    alert.status === 'resolved' ? 'resolved' : incidentId === null ? 'suppressed' : 'folded';
  return { deliveryId, disposition, incidentId, reason: 'Found by its identity' };
}

/** Their fires may have been written since they were looked for; then either this sees it, or it sees the tombstone. */
async function rememberResolves(
  deps: SettleDeps,
  homeless: readonly PlacedAlert[],
): Promise<SettledStrangers> {
  const { incidents } = deps;
  const settlements: Settlement[] = [];
  const resolves = homeless.filter(({ delivered }) => delivered.alert.status === 'resolved');
  for (const { delivered } of homeless) {
    const { alert, deliveryId } = delivered;
    if (alert.status === 'resolved') continue;
    const reason = `Nothing is open that it could be about (${alert.status})`;
    settlements.push({ deliveryId, disposition: 'ignored', incidentId: null, reason });
  }
  if (resolves.length === 0) return { settlements, met: [] };
  const newest = new Map<string, DeliveredAlert>();
  for (const { delivered } of resolves) {
    const key = identityOf(delivered.alert);
    const known = newest.get(key);
    if (known === undefined || happenedAt(known) < happenedAt(delivered)) newest.set(key, delivered);
  }
  for (const delivered of newest.values()) {
    await incidents.putTombstone(delivered.alert, happenedAt(delivered));
  }
  const met = new Set<string>();
  for await (const { alerts } of homes(deps, resolves, false)) {
    for (const key of newest.keys()) if (alerts.has(key)) met.add(key);
  }
  const isMet = ({ delivered }: PlacedAlert) => met.has(identityOf(delivered.alert));
  for (const resolve of resolves) {
    if (isMet(resolve)) continue;
    const { deliveryId } = resolve.delivered;
    const reason = 'Nothing was open; remembered for 24 h';
    settlements.push({ deliveryId, disposition: 'resolved', incidentId: null, reason });
  }
  return { settlements, met: resolves.filter(isMet) };
}
