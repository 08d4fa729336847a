import type { PeoplePolicy } from '../../policy/policy.ts';
import type { RecordedFacts } from '../../records/recorded-facts.ts';
import type { TimelineEntry } from '../../records/timeline.ts';
import { writtenUpdates } from '../status-updates/status-update.ts';
import { type Adherence, adherenceOf, overdueSince, promisedAt } from '../status-updates/update-schedule.ts';
import { type IncidentTimes, incidentTimes } from '../times/incident-times.ts';

/** When an incident was what, and how people were kept up to date. */
export interface CommunicationView {
  readonly times: IncidentTimes;
  readonly updates: {
    /** When the last one was written; null: none was. */
    readonly lastAt: string | null;
    /** By when the next one comes; null once it is closed. */
    readonly nextAt: string | null;
    /** Since when one is more than a few minutes over; null: none is. */
    readonly overdueSince: string | null;
    readonly adherence: Adherence;
  };
}

export function viewCommunication(
  record: Pick<RecordedFacts, 'incident' | 'alerts' | 'evidence' | 'entries'>,
  timeline: readonly TimelineEntry[],
  policy: PeoplePolicy['updates'],
  now: Date,
): CommunicationView {
  const { incident, entries } = record;
  return {
    times: incidentTimes(record, timeline),
    updates: {
      lastAt: writtenUpdates(entries).at(-1)?.entry.at ?? null,
      nextAt: incident.status === 'closed' ? null : promisedAt(incident, entries, policy),
      overdueSince: overdueSince(incident, entries, policy, now),
      adherence: adherenceOf(incident, entries, policy, now),
    },
  };
}
