import type { IncidentAlert, RememberedAlert } from '../records/alert.ts';
import { lastToldOf } from './last-told.ts';
import { type SeenAlert, saidAt, startOf } from './seen-alert.ts';

/** What is remembered of an alert when its incident closes. */
export function rememberedAlert(known: IncidentAlert): RememberedAlert {
  return { lastTold: lastToldOf(known), lastSeenAt: known.lastSeenAt };
}

/**
 * Whether a firing says nothing new of an alert whose incident is over: its sender repeats it, or somebody sends again what was captured. By
 * the times that the sender tells: a later start is a new firing, and so is one that was said after its resolve. Where it does not tell when
 * it said so, it did when it was received, unless it may be a captured one. A sender that tells no time at all is taken at its word.
 */
export function isRepeatedFiring({ lastTold, lastSeenAt }: RememberedAlert, seen: SeenAlert): boolean {
  const { startsAt, saidAt: said } = seen.alert;
  // What was received before is no repeat: it may be counted already, or come late.
  if (seen.receivedAt <= lastSeenAt || (startsAt === null && said === undefined)) return false;
  if (said !== undefined && saidAt(seen) <= lastTold.firingSaidAt) return true;
  if (startOf(seen) > lastTold.startedAt) return false;
  if (said === undefined && seen.replayable === true) return true;
  return lastTold.resolvedSaidAt === null || saidAt(seen) <= lastTold.resolvedSaidAt;
}
