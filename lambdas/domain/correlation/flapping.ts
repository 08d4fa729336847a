import type { CorrelationPolicy } from '../policy/schemas/correlation-schema.ts';
import type { Alert, IncidentAlert } from '../records/alert.ts';
import { countStateChanges } from './alert-state-changes.ts';

type FlappingPolicy = CorrelationPolicy['flapping'];

/** Whether an alert changed its state too often, up to its newest change, for its resolve to count. */
export function isFlapping(
  { changes }: IncidentAlert,
  { stateChanges, withinMinutes }: FlappingPolicy,
): boolean {
  const newest = changes.at(-1);
  if (newest === undefined) return false;
  const since = new Date(Date.parse(newest.at) - withinMinutes * 60_000).toISOString();
  return countStateChanges(changes, since) >= stateChanges;
}

/** Resolved, and not only for the moment. */
export function isOver(known: IncidentAlert, policy: FlappingPolicy): boolean {
  return known.alert.status === 'resolved' && !isFlapping(known, policy);
}

/** Whether there are alerts and every one is over. */
export function areOver(alerts: readonly IncidentAlert[], policy: FlappingPolicy): boolean {
  return alerts.length > 0 && alerts.every((known) => isOver(known, policy));
}

/** The alert; one that flaps counts as firing whatever its last state was. */
export function stableAlert(known: IncidentAlert, policy: FlappingPolicy): Alert {
  return isFlapping(known, policy) ? { ...known.alert, status: 'firing' } : known.alert;
}

/** The first that flaps and has not been stable for long enough yet. */
export function findFlappingAlert(
  alerts: readonly IncidentAlert[],
  policy: FlappingPolicy,
  now: Date,
): IncidentAlert | null {
  const isStillFlapping = (known: IncidentAlert): boolean => {
    const newest = Date.parse(known.changes.at(-1)?.at ?? '');
    return isFlapping(known, policy) && now.getTime() - newest < policy.withinMinutes * 60_000;
  };
  return alerts.find(isStillFlapping) ?? null;
}
