import type { Pauses } from '../../failed-call.ts';
import type { FollowUpsPolicy, TrackerPolicy } from '../../policy/schemas/follow-ups-schema.ts';
import type { FollowUp } from '../../records/follow-up/follow-up.ts';
import type { Incident } from '../../records/incident.ts';

const minute = 60_000;
const day = 24 * 60 * minute;

/** What nobody decided on for so long becomes no ticket: a tracker that is named later is not flooded with old ones. */
const proposalDays = 14;
/** A ticket is read so often; who closed one may reopen it for so long. */
const readEvery = day;
export const watchedDays = 30;
/** The first is also for a function that died at it, and for a search that lags: nothing is tried again before. */
export const ticketPauses: Pauses = { firstMinutes: 10, longestMinutes: 12 * 60 };

/** The place where the ticket of a follow-up goes; null: it is kept on the record only. */
export function placeOf(
  { trackers }: Pick<FollowUpsPolicy, 'trackers'>,
  { service, sensitive }: Pick<Incident, 'service' | 'sensitive'>,
): TrackerPolicy | null {
  return (
    trackers.find((place) => place.sensitive === sensitive && (place.services?.includes(service) ?? true)) ??
    null
  );
}

/** Whether its ticket is to be filed now. */
export function isToBeFiled(
  { state, ticket, filing, createdAt }: FollowUp,
  { fileProposedAfterMinutes }: FollowUpsPolicy,
  now: Date,
): boolean {
  if (ticket !== null || (filing !== null && Date.parse(filing.nextAt) > now.getTime())) return false;
  if (state === 'open') return true;
  if (state !== 'proposed' || fileProposedAfterMinutes === 'never') return false;
  const age = now.getTime() - Date.parse(createdAt);
  return age >= fileProposedAfterMinutes * minute && age < proposalDays * day;
}

/** Whether its ticket is to be read now. */
export function isToBeRead({ ticket, state }: FollowUp, now: Date): boolean {
  if (ticket === null || state === 'dropped' || ticket.state === 'gone') return false;
  return now.getTime() - Date.parse(ticket.readAt) >= readEvery;
}

/** Whether somebody who owns these is to be reminded: once a week, and when one becomes due; never twice a day. */
export function isReminderDue(owned: readonly FollowUp[], now: Date): boolean {
  const times = owned.map(({ remindedAt }) => (remindedAt === null ? 0 : Date.parse(remindedAt)));
  if (now.getTime() - Math.max(0, ...times) < day) return false;
  return owned.some(({ remindedAt, createdAt, dueAt }) => {
    const last = Date.parse(remindedAt ?? createdAt);
    const due = Date.parse(dueAt);
    return now.getTime() - last >= 7 * day || (due <= now.getTime() && last < due);
  });
}
