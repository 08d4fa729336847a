import {
  matchesWindow,
  recentOccurrences,
  type WindowOccurrence,
} from '../../domain/correlation/suppression-windows.ts';
import { suppressedAs } from '../alerts/alert-outcome-of.ts';
import { foldIntoIncident } from '../alerts/fold-into-incident.ts';
import type { Redirect, Suppression } from '../alerts/suppression.ts';
import { isExempt } from './is-exempt.ts';
import { splitFirings } from './split-firings.ts';

/**
 * Alerts in a maintenance window are held and open no incident; those that still fire at its end do (`resumeHeldAlerts`). A resolve
 * finds what it ends until then.
 */
export const maintenanceSuppression: Suppression = async (deps, target, delivered) => {
  const active = recentOccurrences(deps.policy.correlation.suppressionWindows, deps.clock.now()).filter(
    ({ isActive }) => isActive,
  );
  const redirects: Redirect[] = [];
  let left = delivered;
  for (const occurrence of active) {
    const { window } = occurrence;
    const [meant, others] = splitFirings(
      left,
      (each) =>
        matchesWindow(window, target, each.alert) && !isExempt(deps, target, each, window.exceptSeverities),
    );
    if (meant.length > 0) redirects.push({ ...toHeldAlerts(occurrence), alerts: meant });
    left = others;
  }
  return { redirects, left };
};

/** Into the held alerts of a window, until it ends. */
export function toHeldAlerts({ window, heldAlertsId }: WindowOccurrence): Omit<Redirect, 'alerts'> {
  return {
    destination: heldAlertsId,
    async apply(deps, alerts) {
      const { folded } = await foldIntoIncident(deps, heldAlertsId, alerts);
      return folded.map((each) => suppressedAs(each, null, `Maintenance ${window.id}: ${window.reason}`));
    },
  };
}
