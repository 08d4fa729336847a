import type { IncidentAlert } from '../domain/alert.ts';
import { alertsByIdentity } from '../domain/correlation/alert-pages.ts';
import type { AlertPlace } from '../domain/correlation/place-alert.ts';
import type { Incident } from '../domain/incident.ts';
import type { DeliveredAlert, Settlement } from './delivered-alert.ts';
import { foldIntoIncident } from './fold-into-incident.ts';
import { raiseSeverityForAlerts } from './raise-severity.ts';
import { restrictForAlerts } from './restrict-incident.ts';
import type { SettleDeps } from './settle-deps.ts';
import { settlementOf } from './settlement-of.ts';

export interface SettlementTarget {
  readonly incident: Incident;
  /** The incident that it reopens, when it was opened just now. */
  readonly former: Incident | null;
  /** It was written just now: nothing is kept for it yet. */
  readonly isNew?: boolean;
}

/**
 * Folds alerts into an incident that is open, starts its workflow if nobody has, and raises its severity if they are worse. `again`: it
 * closed meanwhile, and is then among `closedMeanwhile`.
 */
export async function settleInto(
  deps: SettleDeps,
  place: AlertPlace,
  { incident: before, former, isNew = false }: SettlementTarget,
  delivered: readonly DeliveredAlert[],
  closedMeanwhile: Set<string>,
): Promise<
  { readonly settlements: readonly Settlement[]; readonly strangers: readonly DeliveredAlert[] } | 'again'
> {
  const { incidents, workflow } = deps;
  const incident = await restrictForAlerts(
    deps,
    before,
    delivered.map(({ alert }) => alert),
  );
  const remembered = await rememberedAlerts(deps, former);
  const folding = await foldIntoIncident(deps, incident.id, delivered, { former: remembered, isNew });
  if (folding.began && (await incidents.readIncident(incident.id))?.status === 'closed') {
    closedMeanwhile.add(incident.id);
    return 'again';
  }
  // Whoever opened it may have died before this; starting twice is harmless.
  if (incident.status === 'opened') await workflow.start(incident.id);
  const beginnings = folding.beginnings.map(({ alert }) => alert);
  await raiseSeverityForAlerts(deps, incident, beginnings);
  return {
    settlements: folding.folded.map((alert) => settlementOf(place, incident, alert)),
    strangers: folding.strangers,
  };
}

/** The alerts of an incident that closed a short while ago: one that flaps goes on flapping in the next. */
async function rememberedAlerts(
  { incidents, clock, policy }: SettleDeps,
  former: Incident | null,
): Promise<ReadonlyMap<string, IncidentAlert>> {
  if (former?.status !== 'closed') return new Map();
  const closedSeconds = (clock.now().getTime() - Date.parse(former.closedAt)) / 1000;
  if (closedSeconds > policy.correlation.flapping.withinMinutes * 60) return new Map();
  return alertsByIdentity(await incidents.readAlertPages(former.id));
}
