import type { TimelineEntry } from '../../records/timeline.ts';

const kind = 'command.unconfirmed';

/** Whoever says it again after this long is asked again. */
const confirmedWithinMinutes = 10;

/** That a person wanted to resolve what is not known to be over, and was asked to confirm it. */
export function unconfirmedEntry(by: string, notOver: string, id: string, now: Date): TimelineEntry {
  return {
    id,
    at: now.toISOString(),
    actor: `person:${by}`,
    kind,
    text: `Asked to resolve it, which was not confirmed: ${notOver}`,
    data: {},
  };
}

/** Whether this person was asked a short while ago. */
export function isAskedBefore(entries: readonly TimelineEntry[], by: string, now: Date): boolean {
  const since = new Date(now.getTime() - confirmedWithinMinutes * 60_000).toISOString();
  return entries.some((entry) => entry.kind === kind && entry.actor === `person:${by}` && entry.at >= since);
}
