import type { IncidentChannelPolicy } from '../../policy/people/incident-channels.ts';
import type { TimelineEntry } from '../../records/timeline.ts';
import type { IncidentUpdate } from './incident-update.ts';

/** `firebreak:<handler>`, and when. */
export interface Telling {
  readonly actor: string;
  readonly now: Date;
}

/** A channel that calls people took it. */
export function calledEntry(
  { id: place, channel }: IncidentChannelPolicy,
  { id, calls }: IncidentUpdate,
  { actor, now }: Telling,
): TimelineEntry {
  const whom = calls.length === 0 ? '' : `, for ${calls.join(', ')}`;
  return {
    id: `notification.sent:${id}:${place}`,
    at: now.toISOString(),
    actor,
    kind: 'notification.sent',
    text: `${place} (${channel}) was told that a person is needed${whom}`,
    data: { place, channels: [channel] },
  };
}

/** A channel did not take an update: once when it is first tried, and once when it is given up. */
export function unpostedEntry(
  { id: place, channel }: IncidentChannelPolicy,
  { id }: IncidentUpdate,
  { reason, isFinal }: { readonly reason: string; readonly isFinal: boolean },
  { actor, now }: Telling,
): TimelineEntry {
  const next = isFinal ? 'it is not sent again' : 'it is sent again';
  return {
    id: `notification.failed:${id}:${place}${isFinal ? ':final' : ''}`,
    at: now.toISOString(),
    actor,
    kind: 'notification.failed',
    text: `${place} (${channel}) did not take an update, ${next}: ${reason}`,
    data: { place, channels: [channel], update: id },
  };
}
