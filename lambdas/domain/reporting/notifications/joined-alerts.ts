import { contentHash } from '../../content-hash.ts';
import { identityOf } from '../../correlation/alert-pages.ts';
import type { Alert, IncidentAlert } from '../../records/alert.ts';
import type { RecordedFacts } from '../../records/recorded-facts.ts';
import type { TimelineEntry } from '../../records/timeline.ts';
import type { Notification } from './notification.ts';
import { peopleNotified } from './notification-entries.ts';

const joinedKind = 'alerts.joined';

/** What joins within this time is named together. */
const batchMinutes = 10;

/** More of them are for the page. */
const mostNamed = 20;

type Joined = Pick<RecordedFacts, 'incident' | 'alerts' | 'entries'>;

/**
 * The entry that names the alerts of other titles that joined an incident and that nobody was told of: its own title names the first
 * one only. Null when there are none, or when the last ones were named a short while ago.
 */
export function joinedEntry(record: Joined, actor: string, now: Date): TimelineEntry | null {
  const entries = record.entries.filter(({ kind }) => kind === joinedKind);
  const named = new Set(entries.flatMap(markedBy));
  const joined = record.alerts.filter(
    ({ alert }) => alert.title !== record.incident.title && !named.has(markOf(alert)),
  );
  const lastAt = Math.max(...entries.map(({ at }) => Date.parse(at)));
  if (joined.length === 0 || now.getTime() - lastAt < batchMinutes * 60_000) return null;
  const marks = joined.map(({ alert }) => markOf(alert)).toSorted();
  const titles = [...new Set(joined.map(({ alert }) => alert.title))];
  const others = titles.length > 3 ? ` and ${titles.length - 3} more` : '';
  return {
    id: `${joinedKind}:${contentHash(marks).slice(0, 16)}`,
    at: now.toISOString(),
    actor,
    kind: joinedKind,
    text: `Also part of this incident: ${titles.slice(0, 3).join(', ')}${others}`,
    data: { alerts: marks },
  };
}

/** The notifications about those entries, for whoever was not told of them yet. */
export function joinedNotifications({ incident, alerts, entries }: Joined): readonly Notification[] {
  const { id, title, severity, service, openedAt } = incident;
  return entries
    .filter(({ kind }) => kind === joinedKind)
    .map((entry) => {
      const marks = new Set(markedBy(entry));
      const joined = alerts.filter(({ alert }) => marks.has(markOf(alert)));
      return {
        id: entry.id,
        kind: 'alerts-joined',
        audience: { kind: 'recipients', except: peopleNotified(entries, entry.id) },
        facts: {
          incident: { id, title, severity, service, openedAt },
          what: entry.text,
          alerts: joined.slice(0, mostNamed).map(namedAlert),
          others: Math.max(0, joined.length - mostNamed),
        },
        link: { page: 'incident', incidentId: id },
      };
    });
}

function namedAlert({ alert, firstSeenAt }: IncidentAlert) {
  const { title, service, source, status } = alert;
  return { title, service, source, status, firstSeenAt };
}

function markedBy({ data }: TimelineEntry): readonly string[] {
  const { alerts } = data;
  return Array.isArray(alerts) ? alerts.filter((mark) => typeof mark === 'string') : [];
}

/** Short, as an entry may name hundreds of them. */
function markOf(alert: Alert): string {
  return contentHash(identityOf(alert)).slice(0, 8);
}
