import { alertsOf, putIntoPages } from '../../domain/correlation/alert-pages.ts';
import { findCorrelationTarget } from '../../domain/correlation/find-correlation-target.ts';
import { rememberedAlert } from '../../domain/correlation/repeated-firing.ts';
import { stormTarget } from '../../domain/correlation/storm-target.ts';
import { recentOccurrences } from '../../domain/correlation/suppression-windows.ts';
import type { AlertPage } from '../../domain/records/alert.ts';
import type { Incident } from '../../domain/records/incident.ts';
import { correlateAgain, deliveryIdOf, type ResumeAlertsDeps } from './correlate-again.ts';

/** A closed incident is looked at for so long. */
const lookBackMinutes = 60;

/**
 * What maintenance windows held and still fires opens incidents when they have ended. Run again after a crash it finds the same
 * incidents. Rejects with the first failure of correlating them.
 */
export async function resumeHeldAlerts(deps: ResumeAlertsDeps): Promise<void> {
  const { incidents, policy, clock } = deps;
  for (const { heldAlertsId, isActive } of recentOccurrences(
    policy.correlation.suppressionWindows,
    clock.now(),
  )) {
    if (isActive) continue;
    for (const page of await incidents.readAlertPages(heldAlertsId)) {
      if (page.alerts.length === 0) continue;
      // Resolves too: one may have come after its firing was resumed.
      await correlateAgain(deps, heldAlertsId, page.alerts);
      for (const known of page.alerts) await incidents.rememberAlert(known.alert, rememberedAlert(known));
      await incidents.saveAlertPage(heldAlertsId, emptied(page));
    }
  }
}

/**
 * Alerts of other services that an incident took while it was open, and that still fire when it has recovered, open incidents of their own.
 * A person who closes it has seen them.
 */
export async function resumeDependents(deps: ResumeAlertsDeps, closed: Incident): Promise<void> {
  if (closed.status !== 'closed' || closed.outcome !== 'recovered') return;
  if (closed.correlationKey === stormTarget.correlationKey) return;
  const { incidents, policy, clock } = deps;
  if (clock.now().getTime() - Date.parse(closed.closedAt) > lookBackMinutes * 60_000) return;
  const pages = await incidents.readAlertPages(closed.id);
  const left = alertsOf(pages).filter(
    ({ alert, movedTo }) =>
      movedTo === null &&
      alert.status === 'firing' &&
      findCorrelationTarget(policy, alert).service !== closed.service,
  );
  if (left.length === 0) return;
  const outcomes = await correlateAgain(deps, closed.id, left);
  const incidentIds = new Map(outcomes.map(({ deliveryId, incidentId }) => [deliveryId, incidentId]));
  const moved = left.flatMap((known) => {
    const movedTo = incidentIds.get(deliveryIdOf(closed.id, known)) ?? null;
    return movedTo === null ? [] : [{ ...known, movedTo }];
  });
  for (const page of putIntoPages(pages, moved)) await incidents.saveAlertPage(closed.id, page);
}

function emptied({ number, version }: AlertPage): AlertPage {
  return { number, version: version + 1, alerts: [] };
}
