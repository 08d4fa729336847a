import type { Alert, IncidentAlert } from '../alert.ts';
import type { CorrelationPolicy } from '../policy/correlation-schema.ts';
import { countTurns } from './alert-changes.ts';

type FlappingPolicy = CorrelationPolicy['flapping'];

/** Whether an alert turned too often between firing and resolved, up to the newest turn, for its resolve to count. */
export function isFlapping({ changes }: IncidentAlert, { turns, withinMinutes }: FlappingPolicy): boolean {
  const newest = changes.at(-1);
  if (newest === undefined) return false;
  const since = new Date(Date.parse(newest.at) - withinMinutes * 60_000).toISOString();
  return countTurns(changes, since) >= turns;
}

/** Resolved, and not only for the moment. */
export function isOver(known: IncidentAlert, policy: FlappingPolicy): boolean {
  return known.alert.status === 'resolved' && !isFlapping(known, policy);
}

/** The alert; one that flaps counts as firing whatever its last turn was. */
export function steadyAlert(known: IncidentAlert, policy: FlappingPolicy): Alert {
  return isFlapping(known, policy) ? { ...known.alert, status: 'firing' } : known.alert;
}

/** One that flaps and has not kept still for long enough yet. */
export function restlessAlert(
  alerts: readonly IncidentAlert[],
  policy: FlappingPolicy,
  now: Date,
): IncidentAlert | null {
  const isRestless = (known: IncidentAlert): boolean => {
    const newest = Date.parse(known.changes.at(-1)?.at ?? '');
    return isFlapping(known, policy) && now.getTime() - newest < policy.withinMinutes * 60_000;
  };
  return alerts.find(isRestless) ?? null;
}
