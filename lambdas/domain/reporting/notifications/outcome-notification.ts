import type { Approval } from '../../records/approval/approval.ts';
import type { RecordedFacts } from '../../records/recorded-facts.ts';
import { personOf } from '../../records/timeline.ts';
import { sealKind } from '../bundle/bundle-items.ts';
import type { Names } from '../names/policy-names.ts';
import { updatedPeople } from '../status-updates/status-update.ts';
import type { IncidentUpdate } from '../updates/incident-update.ts';
import { everyUpdate } from '../updates/incident-updates.ts';
import type { Notification } from './notification.ts';
import { peopleNotified } from './notification-entries.ts';

type OutcomeNotification = Extract<Notification, { readonly kind: 'approval-decided' | 'closed' }>;
type Told = Pick<RecordedFacts, 'incident' | 'steps' | 'debts' | 'followUps' | 'entries'>;

/** For everybody who was asked in vain: how each request that needs them no longer ended. */
export function decidedNotifications(
  record: Told,
  approvals: readonly Approval[],
  names: Names,
): readonly OutcomeNotification[] {
  const updates = everyUpdate(record, approvals, names);
  return approvals
    .filter(({ state }) => state === 'approved' || state === 'rejected' || state === 'void')
    .flatMap((approval) => {
      const end = updates.find(({ answers }) => answers === `approval.requested:${approval.id}`);
      if (end === undefined) return [];
      const people = askedPeople([approval]).filter((person) => person !== approval.decidedBy);
      return outcome('approval-decided', record, { end, people, about: approval.step.summary, happened: [] });
    });
}

/** For everybody who was asked or told: how the incident ended. Empty while it is open. */
export function closedNotifications(
  record: Told,
  approvals: readonly Approval[],
  /** Who is told when an incident needs a person. */
  recipients: readonly string[],
  names: Names,
): readonly OutcomeNotification[] {
  const { incident, entries } = record;
  if (incident.status !== 'closed') return [];
  const updates = everyUpdate(record, approvals, names);
  const end = updates.find(({ signal }) => signal === 'closed');
  if (end === undefined) return [];
  const wasHandedOver = entries.some(({ kind }) => kind === 'incident.handed-over');
  const told = entries.flatMap(({ kind, data: { person } }) =>
    kind === 'notification.sent' && typeof person === 'string' ? [person] : [],
  );
  const people = new Set([
    ...askedPeople(approvals),
    ...told,
    ...updatedPeople(entries),
    ...(wasHandedOver ? recipients : []),
  ]);
  people.delete(personOf(incident.closedBy));
  const happened = updates.filter(({ signal }) => !['opened', 'status', 'closed'].includes(signal));
  return outcome('closed', record, {
    end,
    people: [...people].toSorted(),
    about: null,
    happened,
    seal: sealOf(entries),
  });
}

function askedPeople(approvals: readonly Approval[]): readonly string[] {
  const links = approvals.filter(wasAsked).flatMap((approval) => approval.links);
  return [...new Set(links.map(({ person }) => person))].toSorted();
}

/** What is void before anybody is asked is so within this time. */
const unaskedSeconds = 5;

function wasAsked({ state, requestedAt, decidedAt }: Approval): boolean {
  if (state !== 'void' || decidedAt === null) return true;
  return Date.parse(decidedAt) - Date.parse(requestedAt) > unaskedSeconds * 1000;
}

interface Ending {
  readonly end: IncidentUpdate;
  readonly people: readonly string[];
  readonly about: string | null;
  readonly happened: readonly IncidentUpdate[];
  /** Of the whole record, once it is closed. */
  readonly seal?: Pick<OutcomeNotification['facts'], 'recordHash'>;
}

/** Empty when everybody has it. */
function outcome(
  kind: 'approval-decided' | 'closed',
  { incident, debts, entries }: Told,
  { end, people, about, happened, seal }: Ending,
): readonly OutcomeNotification[] {
  const { id, title, severity, service, openedAt } = incident;
  const had = peopleNotified(entries, end.id);
  const left = people.filter((person) => !had.includes(person));
  if (left.length === 0) return [];
  return [
    {
      id: end.id,
      kind,
      audience: { kind: 'people', people: left },
      facts: {
        incident: { id, title, severity, service, openedAt },
        what: end.text,
        about,
        at: end.at,
        happened: happened.map(({ at, text }) => ({ at, text })),
        debts: debts.filter(({ status }) => status === 'open').map(({ howToRestore }) => howToRestore),
        ...seal,
      },
      link: { page: 'incident', incidentId: id },
    },
  ];
}

/** Whoever has the mail can tell later whether the record was altered. */
function sealOf(entries: Told['entries']): NonNullable<Ending['seal']> {
  const head = entries.find((entry) => entry.kind === sealKind)?.data['head'];
  return typeof head === 'string' ? { recordHash: head } : {};
}
