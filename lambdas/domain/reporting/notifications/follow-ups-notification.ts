import type { FollowUp } from '../../records/follow-up/follow-up.ts';
import type { Incident } from '../../records/incident.ts';
import type { Notification } from './notification.ts';

/** Follow-ups that are listed one by one. */
const mostListed = 20;

/** Everything that a person still owns, what is due first on top. */
export function followUpsNotification(
  owned: readonly FollowUp[],
  { id: incidentId }: Incident,
  person: string,
  now: Date,
): Notification {
  const sorted = owned.toSorted((a, b) => (a.dueAt < b.dueAt ? -1 : 1));
  const at = now.toISOString();
  return {
    id: `follow-ups:${person}:${at.slice(0, 10)}`,
    kind: 'follow-ups',
    audience: { kind: 'person', person },
    facts: {
      entries: sorted.slice(0, mostListed).map(({ id, text, service, dueAt, state, ticket }) => ({
        id,
        text,
        service,
        dueAt,
        isOverdue: dueAt < at,
        isProposed: state === 'proposed',
        ticketUrl: ticket?.url ?? null,
      })),
      others: Math.max(0, sorted.length - mostListed),
    },
    link: { page: 'incident', incidentId },
  };
}
