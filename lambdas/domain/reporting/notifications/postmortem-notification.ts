import { overduePeople } from '../../policy/people/postmortem-owner.ts';
import type { CompiledPolicy } from '../../policy/policy.ts';
import type { Incident } from '../../records/incident.ts';
import { isOpenPostmortem } from '../../records/postmortem/postmortem-head.ts';
import type { TimelineEntry } from '../../records/timeline.ts';
import type { Notification } from './notification.ts';
import { peopleNotified } from './notification-entries.ts';

type PostmortemDue = Extract<Notification, { readonly kind: 'postmortem-due' }>;

/** Whom it did not reach by then is told at the next occasion. */
const tellHours = 12;

/**
 * What people are to be told of a postmortem by now: that it is drafted, that it is due soon, and once it is overdue its owner and those it
 * falls to then. Each once; none when it is published. Where it has no owner they have it from the start.
 */
export function postmortemNotifications(
  incident: Incident,
  entries: readonly TimelineEntry[],
  policy: Pick<CompiledPolicy, 'people'>,
  now: Date,
): readonly PostmortemDue[] {
  const duty = dutyOf(incident, policy, now);
  if (duty === null) return [];
  const { id, title, severity, service, openedAt } = incident;
  const { news, dueAt, owner, unanswered } = duty;
  const notificationId = `postmortem:${news}:${dueAt}`;
  const told = peopleNotified(entries, notificationId);
  const others = overduePeople(policy, incident);
  const wanted = owner === null ? others : news === 'overdue' ? [owner, ...others] : [owner];
  const people = [...new Set(wanted)].filter((person) => !told.includes(person));
  if (people.length === 0) return [];
  return [
    {
      id: notificationId,
      kind: 'postmortem-due',
      audience: { kind: 'people', people },
      facts: {
        incident: { id, title, severity, service, openedAt },
        news,
        what: sentences[news],
        owner,
        dueAt,
        unanswered,
      },
      link: { page: 'postmortem', incidentId: id },
    },
  ];
}

const sentences = {
  drafted: 'The postmortem is drafted and waits for what only people know',
  'due-soon': 'The postmortem is due soon',
  overdue: 'The postmortem is overdue',
} as const;

/** Null when there is nothing to tell now; it is known without reading more than the incident. */
export function dutyOf(
  { postmortem }: Pick<Incident, 'postmortem'>,
  { people }: Pick<CompiledPolicy, 'people'>,
  now: Date,
): Pick<PostmortemDue['facts'], 'news' | 'owner' | 'dueAt' | 'unanswered'> | null {
  if (postmortem === null || !isOpenPostmortem(postmortem) || postmortem.dueAt === undefined) return null;
  const { at, dueAt, owner = null, unanswered = 0 } = postmortem;
  const hours = (until: string) => (Date.parse(until) - now.getTime()) / 3_600_000;
  const fields = { owner, dueAt, unanswered };
  if (hours(dueAt) <= 0) return { ...fields, news: 'overdue' };
  if (hours(dueAt) <= people.postmortems.remindHours) return { ...fields, news: 'due-soon' };
  return hours(at) >= -tellHours ? { ...fields, news: 'drafted' } : null;
}
