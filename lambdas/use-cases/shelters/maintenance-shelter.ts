import {
  matchesWindow,
  recentOccurrences,
  type WindowOccurrence,
} from '../../domain/correlation/suppression-windows.ts';
import { foldIntoIncident } from '../fold-into-incident.ts';
import { suppressedAs } from '../settlement-of.ts';
import { isExcepted } from './is-excepted.ts';
import type { Redirect, Shelter } from './shelter.ts';
import { splitFirings } from './split-firings.ts';

/**
 * Alerts in a maintenance window are remembered and open no incident; those that still fire at its end do (`releaseWindows`). A resolve
 * finds what it ends until then.
 */
export const maintenanceShelter: Shelter = async (deps, place, delivered) => {
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
        matchesWindow(window, place, each.alert) && !isExcepted(deps, place, each, window.exceptSeverities),
    );
    if (meant.length > 0) redirects.push({ ...toShelf(occurrence), alerts: meant });
    left = others;
  }
  return { redirects, left };
};

/** Onto the shelf of a window, until it ends. */
export function toShelf({ window, shelf }: WindowOccurrence): Omit<Redirect, 'alerts'> {
  return {
    target: shelf,
    async settle(deps, alerts) {
      const { folded } = await foldIntoIncident(deps, shelf, alerts);
      return folded.map((each) => suppressedAs(each, null, `Maintenance ${window.id}: ${window.reason}`));
    },
  };
}
