import type { RecordedFacts } from '../../records/recorded-facts.ts';
import type { Notification } from './notification.ts';
import { peopleNotified } from './notification-entries.ts';

/** Nobody attended to the incident, and it was closed: for those who were not told of it yet. */
export function unattendedNotification({
  incident,
  entries,
  debts,
}: Pick<RecordedFacts, 'incident' | 'entries' | 'debts'>): Notification {
  const { id, title, severity, service, openedAt, updatedAt } = incident;
  return {
    id: 'unattended',
    kind: 'unattended',
    audience: { kind: 'recipients', except: peopleNotified(entries, 'unattended') },
    facts: {
      incident: { id, title, severity, service, openedAt },
      closedAt: incident.status === 'closed' ? incident.closedAt : updatedAt,
      debts: debts.filter(({ status }) => status === 'open').map(({ howToRestore }) => howToRestore),
    },
    link: { page: 'incident', incidentId: id },
  };
}
