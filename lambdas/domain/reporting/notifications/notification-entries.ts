import { failureReason } from '../../failure-reason.ts';
import type { TimelineEntry } from '../../records/timeline.ts';
import type { Notification, NotificationKind } from './notification.ts';

/** What the timeline calls each kind. */
const labels: Readonly<Record<NotificationKind, string>> = {
  'approval-requested': 'asked to approve',
  'approval-replaced': 'new approval link',
  'approval-reminder': 'reminded to decide',
  'approval-decided': 'approval decided',
  'handed-over': 'handed over',
  reminder: 'reminder',
  escalated: 'nobody acknowledged it',
  unattended: 'closed unattended',
  'severity-raised': 'severity raised',
  'incident-restricted': 'security-sensitive',
  'alerts-joined': 'more alerts joined',
  debt: 'debt',
  closed: 'closed',
  'autonomy-lost': 'does less by itself',
  'follow-ups': 'follow-ups',
  reachability: 'who may not be reached',
  'postmortem-due': 'postmortem',
  'status-update': 'status update',
  'update-overdue': 'status update overdue',
  digest: 'digest',
};

/** Kinds of which only the timeline knows who had them; for the others the status of the incident or approval tells. */
const recordedKinds: readonly NotificationKind[] = [
  'approval-reminder',
  'escalated',
  'severity-raised',
  'incident-restricted',
  'alerts-joined',
  'unattended',
  'debt',
  'approval-decided',
  'closed',
  'autonomy-lost',
  'postmortem-due',
  'update-overdue',
];

export function isRecorded({ kind }: Pick<Notification, 'kind'>): boolean {
  return recordedKinds.includes(kind);
}

type Told = Pick<Notification, 'id' | 'kind'>;

interface EntryInput {
  readonly person: string;
  readonly channels: readonly string[];
  readonly actor: string;
  readonly now: Date;
}

export function sentEntry({ id, kind }: Told, { person, channels, actor, now }: EntryInput): TimelineEntry {
  return {
    id: sentId(id, person),
    at: now.toISOString(),
    actor,
    kind: 'notification.sent',
    text: `${person} was notified by ${channels.join(' and ')}: ${labels[kind]}`,
    data: { person, channels },
  };
}

export function failedEntry(
  { id, kind }: Told,
  { person, channels, actor, now, error }: EntryInput & { readonly error: unknown },
): TimelineEntry {
  return {
    id: failedId(id, person),
    at: now.toISOString(),
    actor,
    kind: 'notification.failed',
    text: `${person} could not be notified by ${channels.join(' and ')} (${labels[kind]}): ${failureReason(error)}`,
    data: { person, channels },
  };
}

/** People whom the timeline knows to have had this notification, or to be out of reach. */
export function peopleNotified(entries: readonly TimelineEntry[], id: string): readonly string[] {
  return entries.flatMap(({ id: entryId, data: { person } }) =>
    typeof person === 'string' && (entryId === sentId(id, person) || entryId === failedId(id, person))
      ? [person]
      : [],
  );
}

function sentId(id: string, person: string): string {
  return `notification.sent:${id}:${person}`;
}

function failedId(id: string, person: string): string {
  return `notification.failed:${id}:${person}`;
}
