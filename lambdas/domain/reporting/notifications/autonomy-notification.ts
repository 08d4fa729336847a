import type { Incident } from '../../records/incident.ts';
import type { Notification } from './notification.ts';
import { peopleNotified } from './notification-entries.ts';

type AutonomyLost = Extract<Notification, { readonly kind: 'autonomy-lost' }>;
type Told = Parameters<typeof peopleNotified>[0];

/** For the owner of the service: an action does less by itself from now on. Null when they have it. */
export function autonomyNotification(
  { id, title, severity, service, openedAt }: Incident,
  entries: Told,
  lost: { readonly action: string; readonly text: string; readonly at: string; readonly owner: string },
): AutonomyLost | null {
  const { action, text, at, owner } = lost;
  const notificationId = `autonomy:${action}`;
  if (peopleNotified(entries, notificationId).includes(owner)) return null;
  return {
    id: notificationId,
    kind: 'autonomy-lost',
    audience: { kind: 'people', people: [owner] },
    facts: {
      incident: { id, title, severity, service, openedAt },
      what: `${text}. It asks where it ran by itself, and is only observed where it asked`,
      about: `To trust it again: firebreak autonomy raise ${service} ${action} --by YOU --reason WHY, then deploy the policy`,
      at,
      happened: [],
      debts: [],
    },
    link: { page: 'incident', incidentId: id },
  };
}
