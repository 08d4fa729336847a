import { peopleInTurn } from '../../on-call/escalation.ts';
import { mayRead } from '../../policy/people/may-read.ts';
import type { CompiledPolicy } from '../../policy/policy.ts';
import type { Incident } from '../../records/incident.ts';
import type { TimelineEntry } from '../../records/timeline.ts';
import { unreachableSince } from './unreachable.ts';

type HandedOver = Extract<Incident, { readonly status: 'handed-over' }>;

/**
 * Who is told next of a handover that nobody acknowledged: level after level of its commanders, in minutes by severity, and at once where
 * those before cannot be reached. Null while there is time, and when all were told. `told`: to whom it was escalated so far.
 */
export function escalationDue(
  { incident, entries }: { readonly incident: HandedOver; readonly entries: readonly TimelineEntry[] },
  told: readonly string[],
  { people, calendars }: Pick<CompiledPolicy, 'people' | 'calendars'>,
  now: Date,
): string | null {
  const turn = peopleInTurn({ people, calendars }, incident.service, 'commander', now);
  const next = turn.find(
    (person) => person !== incident.commander && !told.includes(person) && mayRead(people, incident, person),
  );
  if (next === undefined) return null;
  const minutes = people.onCall.escalateAfterMinutes[incident.severity] * (told.length + 1);
  const lost = unreachableSince(people, entries, incident.since);
  const before = [...(incident.commander === null ? [] : [incident.commander]), ...told];
  const isInVain = before.length > 0 && before.every((person) => lost.includes(person));
  return isInVain || now.getTime() >= Date.parse(incident.since) + minutes * 60_000 ? next : null;
}
