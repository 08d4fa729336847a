import type { Notification } from './notification.ts';

/** What a digest says about a notification if its person got too many; null for what is never held back. */
export function heldReason(notification: Notification): string | null {
  switch (notification.kind) {
    case 'handed-over':
    case 'reminder':
      return notification.facts.reason;
    case 'severity-raised':
    case 'incident-restricted':
    case 'alerts-joined':
      return notification.facts.what;
    case 'status-update':
      return 'A status update';
    case 'approval-requested':
    case 'approval-replaced':
    case 'approval-reminder':
    case 'escalated':
    case 'approval-decided':
    case 'closed':
    case 'autonomy-lost':
    case 'postmortem-due':
    case 'unattended':
    case 'debt':
    case 'follow-ups':
    case 'reachability':
    case 'update-overdue':
    case 'digest':
      return null;
    default:
      return notification satisfies never;
  }
}

/** An update takes no room from what needs a person: it waits where they wait, and is not counted. */
export function countsForQuota({ kind }: Pick<Notification, 'kind'>): boolean {
  return kind !== 'status-update';
}
