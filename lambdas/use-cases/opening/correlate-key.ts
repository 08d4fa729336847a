import type { CorrelationTarget } from '../../domain/correlation/find-correlation-target.ts';
import { WriteConflictError } from '../../domain/errors.ts';
import { alertOutcomeOf } from '../alerts/alert-outcome-of.ts';
import type { CorrelationDeps } from '../alerts/correlation-deps.ts';
import type { AlertOutcome, DeliveredAlert } from '../alerts/delivered-alert.ts';
import { repeatOutcome, splitRepeats } from '../alerts/split-repeats.ts';
import type { CorrelationContext, Redirect, Suppression } from '../alerts/suppression.ts';
import { correlateInto } from './correlate-into.ts';
import { findPreviousIncident, splitLate } from './find-previous-incident.ts';
import { openIncident } from './open-incident.ts';

export interface CorrelatedKey {
  readonly outcomes: readonly AlertOutcome[];
  /** What a suppression sends elsewhere. */
  readonly redirects: readonly Redirect[];
  /** Resolves and the like of alerts that no incident of the key knows. */
  readonly unmatched: readonly DeliveredAlert[];
}

const attempts = 8;

/**
 * Folds the alerts of one correlation key into its open incident; when there is none, asks the suppressions, then opens one. Ids are made
 * of the deliveries, so that a repetition finds what it began. Rejects with DependencyUnavailableError or WriteConflictError.
 */
export async function correlateKey(
  deps: CorrelationDeps,
  target: CorrelationTarget,
  delivered: readonly DeliveredAlert[],
  suppressions: readonly Suppression[],
  context: CorrelationContext,
): Promise<CorrelatedKey> {
  if (delivered.length === 0) return { outcomes: [], redirects: [], unmatched: [] };
  const inOrder = delivered.toSorted((a, b) => (a.receivedAt < b.receivedAt ? -1 : 1));
  /** Incidents that closed while an alert was being folded into them: that alert is not theirs. */
  const closedMeanwhile = new Set<string>();
  const suppress = (alerts: readonly DeliveredAlert[]) =>
    applySuppressions(deps, target, alerts, suppressions, context);
  for (let attempt = 1; attempt <= attempts; attempt += 1) {
    try {
      const result = await tryCorrelating(deps, target, inOrder, suppress, closedMeanwhile);
      if (result !== 'again') return result;
    } catch (error) {
      if (!(error instanceof WriteConflictError)) throw error;
    }
  }
  throw new WriteConflictError(`The incident of ${target.correlationKey} keeps changing`);
}

type ApplySuppressions = (
  alerts: readonly DeliveredAlert[],
) => Promise<{ readonly redirects: readonly Redirect[]; readonly left: readonly DeliveredAlert[] }>;

async function tryCorrelating(
  deps: CorrelationDeps,
  target: CorrelationTarget,
  delivered: readonly DeliveredAlert[],
  suppress: ApplySuppressions,
  closedMeanwhile: Set<string>,
): Promise<CorrelatedKey | 'again'> {
  const { incidents } = deps;
  const holder = await incidents.readOpenLock(target.correlationKey);
  const held = holder === null ? null : await incidents.readIncident(holder);
  if (held !== null && held.status !== 'closed') {
    const into = await correlateInto(
      deps,
      target,
      { incident: held, previous: null },
      delivered,
      closedMeanwhile,
    );
    return into === 'again' ? 'again' : { ...into, redirects: [] };
  }
  const previous = held ?? (await findPreviousIncident(incidents, target));
  const { late, current } =
    previous === null || closedMeanwhile.has(previous.id)
      ? { late: [], current: delivered }
      : await splitLate(incidents, previous, delivered);
  // An incident whose lock was taken, but which was never written, is completed, whoever had begun it.
  const begun = held === null ? holder : null;
  const { repeats, news } =
    begun === null ? await splitRepeats(incidents, current) : { repeats: [], news: current };
  const { redirects, left } = begun === null ? await suppress(news) : { redirects: [], left: news };
  const outcomes = [
    ...late.map((alert) => alertOutcomeOf(target, previous, alert)),
    ...repeats.map(repeatOutcome),
  ];
  const opener = left.find(({ alert }) => alert.status === 'firing');
  if (opener === undefined) return { outcomes, redirects, unmatched: left };
  const opened = await openIncident(deps, target, { opener, previous, begun });
  if (opened === null) return 'again';
  const into = await correlateInto(deps, target, { ...opened, previous }, left, closedMeanwhile);
  if (into === 'again') return 'again';
  return {
    outcomes: [...outcomes, ...into.outcomes],
    redirects,
    unmatched: into.unmatched,
  };
}

async function applySuppressions(
  deps: CorrelationDeps,
  target: CorrelationTarget,
  delivered: readonly DeliveredAlert[],
  suppressions: readonly Suppression[],
  context: CorrelationContext,
): ReturnType<ApplySuppressions> {
  const redirects: Redirect[] = [];
  let left = delivered;
  for (const suppress of suppressions) {
    if (left.every(({ alert }) => alert.status !== 'firing')) break;
    const suppressed = await suppress(deps, target, left, context);
    redirects.push(...suppressed.redirects);
    left = suppressed.left;
  }
  return { redirects, left };
}
