import type { Incident } from '../../records/incident.ts';
import type { Debt } from '../../records/step-record.ts';
import type { DebtNews } from '../../response/debts/debt-duties.ts';
import type { Notification } from './notification.ts';

/** Something that concerns whoever owns a debt. */
export function debtNotification(
  { id, title, severity, service, openedAt }: Incident,
  debt: Debt,
  news: DebtNews,
  key: string,
  owner: string,
): Notification {
  const { resource, howToRestore, backport, dueAt, expiresAt } = debt;
  return {
    id: `debt:${resource}:${key}`,
    kind: 'debt',
    audience: { kind: 'person', person: owner },
    facts: {
      incident: { id, title, severity, service, openedAt },
      news,
      what: whatOf(debt, news),
      resource,
      howToRestore,
      backport,
      dueAt,
      expiresAt,
    },
    link: { page: 'incident', incidentId: id },
  };
}

function whatOf({ resource, expiresAt, dueAt, expiry, undoReadiness }: Debt, news: DebtNews): string {
  switch (news) {
    case 'ends-soon':
      return `What was done to ${resource} is taken back at ${expiresAt}, unless you renew it`;
    case 'taken-back':
      return `What was done to ${resource} was taken back at its end: ${expiry?.text ?? ''}`;
    case 'not-taken-back':
      return `What was done to ${resource} should have been taken back at ${expiresAt} and was not: ${expiry?.text ?? ''}`;
    case 'due':
      return `${resource} was to be restored by ${dueAt}`;
    case 'cannot-undo':
      return `What was done to ${resource} can no longer be undone by Firebreak: ${undoReadiness?.text ?? ''}`;
    default:
      return news satisfies never;
  }
}
