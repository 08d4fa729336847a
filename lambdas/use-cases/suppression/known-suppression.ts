import { identityOf } from '../../domain/correlation/alert-pages.ts';
import { recentOccurrences } from '../../domain/correlation/suppression-windows.ts';
import type { Redirect, Suppression } from '../alerts/suppression.ts';
import { toIncident } from './dependency-suppression.ts';
import { toHeldAlerts } from './maintenance-suppression.ts';
import { splitFirings } from './split-firings.ts';
import { toStorm } from './storm-suppression.ts';

/** An alert that was suppressed before goes where it went then, whatever else is open by now: it is never in two incidents. */
export const knownSuppression: Suppression = async (deps, target, delivered, context) => {
  const { policy, clock } = deps;
  const windows = recentOccurrences(policy.correlation.suppressionWindows, clock.now());
  const storm = await context.storm();
  const candidates: { readonly id: string; readonly redirect: Omit<Redirect, 'alerts'> }[] = [
    ...windows
      .filter(({ isActive }) => isActive)
      .map((occurrence) => ({ id: occurrence.heldAlertsId, redirect: toHeldAlerts(occurrence) })),
    ...(storm === null ? [] : [{ id: storm.id, redirect: toStorm }]),
    ...(await context.dependencies(target)).map((incident) => ({
      id: incident.id,
      redirect: toIncident(incident),
    })),
  ];
  const redirects: Redirect[] = [];
  let left = delivered;
  for (const { id, redirect } of candidates) {
    const known = await context.alertsOf(id);
    const [meant, others] = splitFirings(left, ({ alert }) => known.has(identityOf(alert)));
    if (meant.length > 0) redirects.push({ ...redirect, alerts: meant });
    left = others;
  }
  return { redirects, left };
};
