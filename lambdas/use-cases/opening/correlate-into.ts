import { alertsByIdentity } from '../../domain/correlation/alert-pages.ts';
import type { CorrelationTarget } from '../../domain/correlation/find-correlation-target.ts';
import type { IncidentAlert } from '../../domain/records/alert.ts';
import type { Incident } from '../../domain/records/incident.ts';
import { alertOutcomeOf } from '../alerts/alert-outcome-of.ts';
import type { CorrelationDeps } from '../alerts/correlation-deps.ts';
import type { AlertOutcome, DeliveredAlert } from '../alerts/delivered-alert.ts';
import { foldIntoIncident } from '../alerts/fold-into-incident.ts';
import { repeatOutcome } from '../alerts/split-repeats.ts';
import { raiseSeverityForAlerts } from '../severity/raise-severity.ts';
import { restrict } from '../severity/restrict-incident.ts';

export interface IncidentTarget {
  readonly incident: Incident;
  /** The incident that it reopens, when it was opened just now. */
  readonly previous: Incident | null;
  /** It was written just now: nothing is kept for it yet. */
  readonly isNew?: boolean;
}

/**
 * Folds alerts into an incident that is open, starts its workflow if nobody has, and raises its severity if they are worse. `again`: it
 * closed meanwhile, and is then among `closedMeanwhile`.
 */
export async function correlateInto(
  deps: CorrelationDeps,
  target: CorrelationTarget,
  { incident: before, previous, isNew = false }: IncidentTarget,
  delivered: readonly DeliveredAlert[],
  closedMeanwhile: Set<string>,
): Promise<
  { readonly outcomes: readonly AlertOutcome[]; readonly unmatched: readonly DeliveredAlert[] } | 'again'
> {
  const { incidents, workflow } = deps;
  // Before they are part of it, so that nobody else ever reads them.
  const isSensitive = delivered.some(({ sensitive }) => sensitive);
  const incident = isSensitive ? await restrict(deps, before, 'firebreak:correlate-alerts') : before;
  const remembered = await rememberedAlerts(deps, previous);
  const folding = await foldIntoIncident(deps, incident.id, delivered, { previous: remembered, isNew });
  if (folding.began && (await incidents.readIncident(incident.id))?.status === 'closed') {
    closedMeanwhile.add(incident.id);
    return 'again';
  }
  // Whoever opened it may have died before this; starting twice is harmless.
  if (incident.status === 'opened') await workflow.start(incident.id);
  const beginnings = folding.beginnings.map(({ alert }) => alert);
  await raiseSeverityForAlerts(deps, incident, beginnings);
  return {
    outcomes: [
      ...folding.folded.map((alert) => alertOutcomeOf(target, incident, alert)),
      ...folding.repeats.map(repeatOutcome),
    ],
    unmatched: folding.unmatched,
  };
}

/** The alerts of an incident that closed a short while ago: one that flaps continues to flap in the next. */
async function rememberedAlerts(
  { incidents, clock, policy }: CorrelationDeps,
  previous: Incident | null,
): Promise<ReadonlyMap<string, IncidentAlert>> {
  if (previous?.status !== 'closed') return new Map();
  const closedSeconds = (clock.now().getTime() - Date.parse(previous.closedAt)) / 1000;
  if (closedSeconds > policy.correlation.flapping.withinMinutes * 60) return new Map();
  return alertsByIdentity(await incidents.readAlertPages(previous.id));
}
