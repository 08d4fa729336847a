import type { AlertPage, IncidentAlert } from '../domain/alert.ts';
import { alertsOf, identityOf, putIntoPages } from '../domain/correlation/alert-pages.ts';
import { placeAlert } from '../domain/correlation/place-alert.ts';
import { stormPlace } from '../domain/correlation/storm-place.ts';
import { recentOccurrences } from '../domain/correlation/suppression-windows.ts';
import type { Incident } from '../domain/incident.ts';
import type { CompiledPolicy } from '../domain/policy/policy.ts';
import type { Settlement } from './delivered-alert.ts';
import { settleAlerts } from './settle-alerts.ts';
import type { SettleDeps } from './settle-deps.ts';

export interface ReleaseAlertsDeps extends SettleDeps {
  readonly policy: SettleDeps['policy'] & Pick<CompiledPolicy, 'correlateBy'>;
}

/** A closed incident is looked at for so long. */
const lookBackMinutes = 60;

/**
 * What maintenance windows kept back and still fires opens incidents when they have ended. Run again after a crash it finds the same
 * incidents. Rejects with what settling failed with.
 */
export async function releaseWindows(deps: ReleaseAlertsDeps): Promise<void> {
  const { incidents, policy, clock } = deps;
  for (const { shelf, isActive } of recentOccurrences(policy.correlation.suppressionWindows, clock.now())) {
    if (isActive) continue;
    for (const page of await incidents.readAlertPages(shelf)) {
      if (page.alerts.length === 0) continue;
      // Resolves too: one may have come after its fire was released.
      await settleAgain(deps, shelf, page.alerts);
      await incidents.saveAlertPage(shelf, emptied(page));
    }
  }
}

/**
 * Alerts of other services that an incident took while it was open, and that still fire when it has recovered, open incidents of their own.
 * A person who closes it has seen them.
 */
export async function releaseDependents(deps: ReleaseAlertsDeps, closed: Incident): Promise<void> {
  if (closed.status !== 'closed' || closed.outcome !== 'recovered') return;
  if (closed.correlationKey === stormPlace.correlationKey) return;
  const { incidents, policy, clock } = deps;
  if (clock.now().getTime() - Date.parse(closed.closedAt) > lookBackMinutes * 60_000) return;
  const pages = await incidents.readAlertPages(closed.id);
  const left = alertsOf(pages).filter(
    ({ alert, movedTo }) =>
      movedTo === null && alert.status === 'firing' && placeAlert(policy, alert).service !== closed.service,
  );
  if (left.length === 0) return;
  const settlements = await settleAgain(deps, closed.id, left);
  const homes = new Map(settlements.map(({ deliveryId, incidentId }) => [deliveryId, incidentId]));
  const moved = left.flatMap((known) => {
    const movedTo = homes.get(deliveryIdOf(closed.id, known)) ?? null;
    return movedTo === null ? [] : [{ ...known, movedTo }];
  });
  for (const page of putIntoPages(pages, moved)) await incidents.saveAlertPage(closed.id, page);
}

async function settleAgain(
  deps: ReleaseAlertsDeps,
  ownerId: string,
  alerts: readonly IncidentAlert[],
): Promise<readonly Settlement[]> {
  const placed = alerts.map((known) => ({
    place: placeAlert(deps.policy, known.alert),
    delivered: {
      alert: known.alert,
      receivedAt: known.lastSeenAt,
      deliveryId: deliveryIdOf(ownerId, known),
    },
  }));
  const { settlements, failed } = await settleAlerts(deps, placed);
  const [first] = failed;
  if (first !== undefined) throw first.error;
  return settlements;
}

/** The same alert of the same owner always makes the same incident. */
function deliveryIdOf(ownerId: string, { alert }: IncidentAlert): string {
  return `${ownerId} ${identityOf(alert)}`;
}

function emptied({ number, version }: AlertPage): AlertPage {
  return { number, version: version + 1, alerts: [] };
}
