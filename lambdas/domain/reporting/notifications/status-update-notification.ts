import type { Approval } from '../../records/approval/approval.ts';
import type { Incident } from '../../records/incident.ts';
import type { RecordedFacts } from '../../records/recorded-facts.ts';
import { personOf, type TimelineEntry } from '../../records/timeline.ts';
import type { Names } from '../names/policy-names.ts';
import type { StatusUpdate } from '../status-updates/status-update.ts';
import type { Notification } from './notification.ts';
import { peopleNotified } from './notification-entries.ts';

type StatusUpdateNotification = Extract<Notification, { readonly kind: 'status-update' }>;

export interface ToldBefore {
  readonly record: Pick<RecordedFacts, 'incident' | 'entries'>;
  readonly approvals: readonly Approval[];
  /** Ids of those who were told of a handover. */
  readonly recipients: readonly string[];
}

/**
 * What one person gets of an update: no change that they were told of by another notification. Null when they know it all, or when nothing
 * changed and they heard of the incident since the last one.
 */
export function updateNotification(
  before: ToldBefore,
  { id, at }: Pick<TimelineEntry, 'id' | 'at'>,
  update: StatusUpdate,
  person: string,
): StatusUpdateNotification | null {
  const knownUntil = toldEverythingUntil(before, person);
  const isKnown = (entryId: string, changedAt: string) =>
    changedAt <= knownUntil || peopleNotified(before.record.entries, entryId).includes(person);
  const changed = update.changed.filter(
    ({ entries, at: changedAt }) => !entries.every((each) => isKnown(each, changedAt)),
  );
  const toldBefore = update.changed.length - changed.length;
  if (changed.length === 0 && (toldBefore > 0 || heardSince(before, person, update.since))) return null;
  return notificationOf(before.record.incident, id, person, {
    at,
    update: { ...update, changed },
    toldBefore,
    byHand: null,
  });
}

/** The same for everybody: these are a person's words. */
export function updateByHandNotification(
  incident: Incident,
  { id, at, actor, text }: TimelineEntry,
  person: string,
  names: Names,
): StatusUpdateNotification {
  const byHand = { person: names.person(personOf(actor)), text };
  return notificationOf(incident, id, person, { at, update: null, toldBefore: 0, byHand });
}

function notificationOf(
  { id, title, severity, service, openedAt }: Incident,
  notificationId: string,
  person: string,
  facts: Omit<StatusUpdateNotification['facts'], 'incident'>,
): StatusUpdateNotification {
  return {
    id: notificationId,
    kind: 'status-update',
    audience: { kind: 'person', person },
    facts: { incident: { id, title, severity, service, openedAt }, ...facts },
    link: { page: 'incident', incidentId: id },
  };
}

/** A request to decide, and a handover, tell the whole story so far. */
function toldEverythingUntil({ record, approvals, recipients }: ToldBefore, person: string): string {
  const asked = approvals.flatMap(({ links }) =>
    links.flatMap((link) => (link.person === person && link.sentAt !== null ? [link.sentAt] : [])),
  );
  const handedOver = record.entries
    .filter(({ kind }) => kind === 'incident.handed-over' && recipients.includes(person))
    .map(({ at }) => at);
  const { incident } = record;
  const since = incident.status === 'handed-over' && recipients.includes(person) ? [incident.since] : [];
  return [...asked, ...handedOver, ...since].reduce((latest, at) => (at > latest ? at : latest), '');
}

function heardSince({ record }: ToldBefore, person: string, since: string | null): boolean {
  return record.entries.some(
    ({ kind, at, data }) =>
      kind === 'notification.sent' && data['person'] === person && at > (since ?? record.incident.openedAt),
  );
}

/** For whoever leads: an update did not go out in time. Null when they have it. */
export function overdueNotification(
  { incident, entries }: Pick<RecordedFacts, 'incident' | 'entries'>,
  dueAt: string,
  now: Date,
): Notification | null {
  const { id, title, severity, service, openedAt, commander, sensitive } = incident;
  const notificationId = `status-update.overdue:${dueAt}`;
  const had = peopleNotified(entries, notificationId);
  if (commander !== null && had.includes(commander)) return null;
  const isForLeader = commander !== null && !sensitive;
  return {
    id: notificationId,
    kind: 'update-overdue',
    audience: isForLeader ? { kind: 'people', people: [commander] } : { kind: 'recipients', except: had },
    facts: {
      incident: { id, title, severity, service, openedAt },
      what: `The status update due at ${dueAt} was not sent`,
      about: null,
      advice: `You can write it yourself: firebreak incidents update ${id} "How it stands"`,
      at: now.toISOString(),
      happened: [],
      debts: [],
    },
    link: { page: 'incident', incidentId: id },
  };
}
