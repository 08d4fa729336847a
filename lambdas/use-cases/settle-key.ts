import type { AlertPlace } from '../domain/correlation/place-alert.ts';
import { WriteConflictError } from '../domain/errors.ts';
import type { DeliveredAlert, Settlement } from './delivered-alert.ts';
import { findFormerIncident, splitLate } from './find-former-incident.ts';
import { openIncident } from './open-incident.ts';
import type { SettleDeps } from './settle-deps.ts';
import { settleInto } from './settle-into.ts';
import { settlementOf } from './settlement-of.ts';
import type { Redirect, Shelter, Surroundings } from './shelters/shelter.ts';

export interface SettledKey {
  readonly settlements: readonly Settlement[];
  /** What goes to a shelter. */
  readonly redirects: readonly Redirect[];
  /** Resolves and the like of alerts that no incident of the key knows. */
  readonly strangers: readonly DeliveredAlert[];
}

const attempts = 8;

/**
 * Folds the alerts of one correlation key into its open incident; when there is none, gives them to the shelters or opens one. Ids are made
 * of the deliveries, so that a repetition finds what it began. Rejects with DependencyUnavailableError or WriteConflictError.
 */
export async function settleKey(
  deps: SettleDeps,
  place: AlertPlace,
  delivered: readonly DeliveredAlert[],
  shelters: readonly Shelter[],
  around: Surroundings,
): Promise<SettledKey> {
  if (delivered.length === 0) return { settlements: [], redirects: [], strangers: [] };
  const inOrder = delivered.toSorted((a, b) => (a.receivedAt < b.receivedAt ? -1 : 1));
  /** Incidents that closed while an alert was being folded into them: that alert is not theirs. */
  const closedMeanwhile = new Set<string>();
  const shelter = (alerts: readonly DeliveredAlert[]) => askShelters(deps, place, alerts, shelters, around);
  for (let attempt = 1; attempt <= attempts; attempt += 1) {
    try {
      const settled = await trySettling(deps, place, inOrder, shelter, closedMeanwhile);
      if (settled !== 'again') return settled;
    } catch (error) {
      if (!(error instanceof WriteConflictError)) throw error;
    }
  }
  throw new WriteConflictError(`The incident of ${place.correlationKey} keeps changing`);
}

type AskShelters = (
  alerts: readonly DeliveredAlert[],
) => Promise<{ readonly redirects: readonly Redirect[]; readonly left: readonly DeliveredAlert[] }>;

async function trySettling(
  deps: SettleDeps,
  place: AlertPlace,
  delivered: readonly DeliveredAlert[],
  shelter: AskShelters,
  closedMeanwhile: Set<string>,
): Promise<SettledKey | 'again'> {
  const { incidents } = deps;
  const holder = await incidents.readOpen(place.correlationKey);
  const held = holder === null ? null : await incidents.readIncident(holder);
  if (held !== null && held.status !== 'closed') {
    const into = await settleInto(deps, place, { incident: held, former: null }, delivered, closedMeanwhile);
    return into === 'again' ? 'again' : { ...into, redirects: [] };
  }
  const former = held ?? (await findFormerIncident(incidents, place));
  const { late, current } =
    former === null || closedMeanwhile.has(former.id)
      ? { late: [], current: delivered }
      : await splitLate(incidents, former, delivered);
  // An incident whose lock was taken, but which was never written, is completed, whoever had begun it.
  const begun = held === null ? holder : null;
  const { redirects, left } = begun === null ? await shelter(current) : { redirects: [], left: current };
  const settlements = late.map((alert) => settlementOf(place, former, alert));
  const opener = left.find(({ alert }) => alert.status === 'firing');
  if (opener === undefined) return { settlements, redirects, strangers: left };
  const opened = await openIncident(deps, place, { opener, former, begun });
  if (opened === null) return 'again';
  const into = await settleInto(deps, place, { ...opened, former }, left, closedMeanwhile);
  if (into === 'again') return 'again';
  return {
    settlements: [...settlements, ...into.settlements],
    redirects,
    strangers: into.strangers,
  };
}

async function askShelters(
  deps: SettleDeps,
  place: AlertPlace,
  delivered: readonly DeliveredAlert[],
  shelters: readonly Shelter[],
  around: Surroundings,
): ReturnType<AskShelters> {
  const redirects: Redirect[] = [];
  let left = delivered;
  for (const shelter of shelters) {
    if (left.every(({ alert }) => alert.status !== 'firing')) break;
    const sheltered = await shelter(deps, place, left, around);
    redirects.push(...sheltered.redirects);
    left = sheltered.left;
  }
  return { redirects, left };
}
