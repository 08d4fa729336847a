import { identityOf } from '../../domain/correlation/alert-pages.ts';
import { recentOccurrences } from '../../domain/correlation/suppression-windows.ts';
import { toIncident } from './dependency-shelter.ts';
import { toShelf } from './maintenance-shelter.ts';
import type { Redirect, Shelter } from './shelter.ts';
import { splitFirings } from './split-firings.ts';
import { toStorm } from './storm-shelter.ts';

/** An alert that was sheltered goes where it went before, whatever else is open by now: it is never in two incidents. */
export const knownShelter: Shelter = async (deps, place, delivered, around) => {
  const { policy, clock } = deps;
  const windows = recentOccurrences(policy.correlation.suppressionWindows, clock.now());
  const storm = await around.storm();
  const homes: { readonly id: string; readonly redirect: Omit<Redirect, 'alerts'> }[] = [
    ...windows
      .filter(({ isActive }) => isActive)
      .map((occurrence) => ({ id: occurrence.shelf, redirect: toShelf(occurrence) })),
    ...(storm === null ? [] : [{ id: storm.id, redirect: toStorm }]),
    ...(await around.dependencies(place)).map((home) => ({ id: home.id, redirect: toIncident(home) })),
  ];
  const redirects: Redirect[] = [];
  let left = delivered;
  for (const { id, redirect } of homes) {
    const known = await around.alertsOf(id);
    const [meant, others] = splitFirings(left, ({ alert }) => known.has(identityOf(alert)));
    if (meant.length > 0) redirects.push({ ...redirect, alerts: meant });
    left = others;
  }
  return { redirects, left };
};
