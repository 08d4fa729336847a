import { alertsByIdentity, identityOf } from '../../domain/correlation/alert-pages.ts';
import type { CorrelationTarget } from '../../domain/correlation/find-correlation-target.ts';
import { laterResolution, resolutionOf } from '../../domain/correlation/last-told.ts';
import { recentOccurrences } from '../../domain/correlation/suppression-windows.ts';
import type { IncidentAlert } from '../../domain/records/alert.ts';
import { heldEchoesId } from '../../domain/response/echoes/alert-echo.ts';
import { alertOutcomeOf } from '../alerts/alert-outcome-of.ts';
import type { CorrelationDeps } from '../alerts/correlation-deps.ts';
import type { AlertOutcome, CorrelatedAlert, DeliveredAlert } from '../alerts/delivered-alert.ts';
import { foldIntoIncident } from '../alerts/fold-into-incident.ts';
import { createCorrelationContext } from '../alerts/suppression.ts';
import { splitLate } from '../opening/find-previous-incident.ts';

export interface UnmatchedResult {
  readonly outcomes: readonly AlertOutcome[];
  /** Those whose firing arrived while they were looked for. */
  readonly matchedMeanwhile: readonly CorrelatedAlert[];
}

/** Newest open incidents among which an alert is looked for when its own key has none of it. */
const lookedAt = 50;

/**
 * Correlates what no incident of its key knows: it is looked for by its identity wherever policy may have put its firing and among the
 * open incidents, as a resolve may tell no labels; a resolve of nothing known is remembered for 24 h; the rest is recorded and opens
 * nothing.
 */
export async function correlateUnmatched(
  deps: CorrelationDeps,
  unmatched: readonly CorrelatedAlert[],
): Promise<UnmatchedResult> {
  if (unmatched.length === 0) return { outcomes: [], matchedMeanwhile: [] };
  const outcomes: AlertOutcome[] = [];
  let remaining = unmatched;
  for await (const candidate of candidates(deps, unmatched, true)) {
    const known = remaining.filter(({ delivered }) => candidate.alerts.has(identityOf(delivered.alert)));
    if (known.length === 0) continue;
    const alerts = known.map(({ delivered }) => delivered);
    await foldIntoIncident(deps, candidate.id, alerts);
    outcomes.push(...alerts.map((alert) => foundIn(candidate, alert)));
    remaining = remaining.filter((alert) => !known.includes(alert));
    if (remaining.length === 0) break;
  }
  const { outcomes: counted, left } = await findAmongClosed(deps, remaining);
  outcomes.push(...counted);
  const remembered = await rememberResolves(deps, left);
  return { outcomes: [...outcomes, ...remembered.outcomes], matchedMeanwhile: remembered.matchedMeanwhile };
}

/** An incident, or the held alerts of a window, that may have an alert. */
interface Candidate {
  readonly id: string;
  readonly incidentId: string | null;
  readonly alerts: ReadonlyMap<string, IncidentAlert>;
}

/** Where an alert may be that its own key does not have: first what policy suppressed; then, if wanted, with any open incident. */
async function* candidates(
  deps: CorrelationDeps,
  unmatched: readonly CorrelatedAlert[],
  everywhere: boolean,
): AsyncGenerator<Candidate> {
  const { incidents, policy, clock } = deps;
  const seen = new Set<string>();
  const open = async (id: string, incidentId: string | null): Promise<Candidate> => {
    seen.add(id);
    return { id, incidentId, alerts: alertsByIdentity(await incidents.readAlertPages(id)) };
  };
  for (const { heldAlertsId } of recentOccurrences(policy.correlation.suppressionWindows, clock.now())) {
    yield await open(heldAlertsId, null);
  }
  if (policy.correlation.echoes.suppress) yield await open(heldEchoesId, null);
  const context = createCorrelationContext(deps);
  const storm = await context.storm();
  if (storm !== null) yield await open(storm.id, storm.id);
  for (const target of distinctTargets(unmatched)) {
    const holder = await incidents.readOpenLock(target.correlationKey);
    if (holder !== null && !seen.has(holder)) yield await open(holder, holder);
    for (const { id } of await context.dependencies(target)) if (!seen.has(id)) yield await open(id, id);
  }
  if (!everywhere) return;
  const newest = await incidents.listIncidents({ status: 'open', limit: lookedAt });
  for (const { id } of newest.incidents) if (!seen.has(id)) yield await open(id, id);
}

function distinctTargets(unmatched: readonly CorrelatedAlert[]): readonly CorrelationTarget[] {
  return [...new Map(unmatched.map(({ target }) => [target.correlationKey, target])).values()];
}

function foundIn({ incidentId }: Candidate, { alert, deliveryId }: DeliveredAlert): AlertOutcome {
  const disposition =
    alert.status === 'resolved' ? 'resolved' : incidentId === null ? 'suppressed' : 'folded';
  return { deliveryId, disposition, incidentId, reason: 'Found by its identity' };
}

/** What comes again after a crash may have been counted in an incident that has closed since: its line names that one. */
async function findAmongClosed(
  { incidents }: CorrelationDeps,
  remaining: readonly CorrelatedAlert[],
): Promise<{ readonly outcomes: readonly AlertOutcome[]; readonly left: readonly CorrelatedAlert[] }> {
  const outcomes: AlertOutcome[] = [];
  if (remaining.length === 0) return { outcomes, left: remaining };
  let left = remaining;
  const newest = await incidents.listIncidents({ status: 'closed', limit: lookedAt });
  for (const closed of newest.incidents) {
    const { late } = await splitLate(
      incidents,
      closed,
      left.map(({ delivered }) => delivered),
    );
    const found = left.filter(({ delivered }) => late.includes(delivered));
    outcomes.push(...found.map(({ target, delivered }) => alertOutcomeOf(target, closed, delivered)));
    left = left.filter((alert) => !found.includes(alert));
  }
  return { outcomes, left };
}

/** Their firings may have been written since they were looked for; then either this sees it, or it sees the tombstone. */
async function rememberResolves(
  deps: CorrelationDeps,
  remaining: readonly CorrelatedAlert[],
): Promise<UnmatchedResult> {
  const { incidents } = deps;
  const outcomes: AlertOutcome[] = [];
  const resolves = remaining.filter(({ delivered }) => delivered.alert.status === 'resolved');
  for (const { delivered } of remaining) {
    const { alert, deliveryId } = delivered;
    if (alert.status === 'resolved') continue;
    const reason = `There is no open incident for it (${alert.status})`;
    outcomes.push({ deliveryId, disposition: 'ignored', incidentId: null, reason });
  }
  if (resolves.length === 0) return { outcomes, matchedMeanwhile: [] };
  const byIdentity = Map.groupBy(
    resolves.map(({ delivered }) => delivered),
    ({ alert }) => identityOf(alert),
  );
  for (const [first, ...others] of byIdentity.values()) {
    if (first === undefined) continue;
    const latest = others.map(resolutionOf).reduce(laterResolution, resolutionOf(first));
    await incidents.putTombstone(first.alert, latest);
  }
  const matched = new Set<string>();
  for await (const { alerts } of candidates(deps, resolves, false)) {
    for (const key of byIdentity.keys()) if (alerts.has(key)) matched.add(key);
  }
  const isMatched = ({ delivered }: CorrelatedAlert) => matched.has(identityOf(delivered.alert));
  for (const resolve of resolves) {
    if (isMatched(resolve)) continue;
    const { deliveryId } = resolve.delivered;
    const reason = 'Nothing was open; remembered for 24 h';
    outcomes.push({ deliveryId, disposition: 'resolved', incidentId: null, reason });
  }
  return { outcomes, matchedMeanwhile: resolves.filter(isMatched) };
}
