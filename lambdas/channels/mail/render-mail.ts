import type { PersonalNotification } from '../../domain/reporting/notifications/notification.ts';
import { approvalMail } from './approval-mail.ts';
import { debtMail } from './debt-mail.ts';
import { digestMail } from './digest-mail.ts';
import { followUpsMail } from './follow-ups-mail.ts';
import { handOverMail } from './hand-over-mail.ts';
import { joinedMail } from './joined-mail.ts';
import { outcomeMail } from './outcome-mail.ts';
import { postmortemMail } from './postmortem-mail.ts';
import { reachabilityMail } from './reachability-mail.ts';
import { severityMail } from './severity-mail.ts';
import { statusUpdateMail } from './status-update-mail.ts';
import { unattendedMail } from './unattended-mail.ts';
import type { KeyedMail, WrittenMail } from './written-mail.ts';

/** The mail that one person gets, with its key, in the thread of its incident. */
export function renderMail(notification: PersonalNotification): KeyedMail {
  const { key, facts } = notification;
  return { ...mailOf(notification), key, thread: 'incident' in facts ? facts.incident.id : null };
}

function mailOf(notification: PersonalNotification): WrittenMail {
  const { url, code } = notification;
  switch (notification.kind) {
    case 'approval-requested':
      return approvalMail({ approval: notification.facts, url, code, replaces: false });
    case 'approval-replaced':
      return approvalMail({ approval: notification.facts, url, code, replaces: true });
    case 'approval-reminder':
      return approvalMail({ approval: notification.facts, url, code, replaces: false, reminds: true });
    case 'approval-decided':
    case 'closed':
    case 'autonomy-lost':
    case 'update-overdue':
      return outcomeMail(notification.facts, url);
    case 'postmortem-due':
      return postmortemMail(notification.facts, url);
    case 'handed-over':
    case 'reminder':
      return handOverMail(notification.facts, url);
    case 'escalated':
      return handOverMail(notification.facts, url, true);
    case 'unattended':
      return unattendedMail(notification.facts, url);
    case 'severity-raised':
      return severityMail(notification.facts, 'raised', url);
    case 'incident-restricted':
      return severityMail(notification.facts, 'restricted', url);
    case 'alerts-joined':
      return joinedMail(notification.facts, url);
    case 'debt':
      return debtMail(notification.facts, url);
    case 'reachability':
      return reachabilityMail(notification.facts, url);
    case 'follow-ups':
      return followUpsMail(notification.facts, url);
    case 'status-update':
      return statusUpdateMail(notification.facts, url);
    case 'digest':
      return digestMail(notification.facts, url);
    default:
      return notification satisfies never;
  }
}
