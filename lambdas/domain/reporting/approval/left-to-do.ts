import { isLive } from '../../records/follow-up/follow-up.ts';
import type { RecordedFacts } from '../../records/recorded-facts.ts';

/** Something that is left to be done, with its place on the page of the incident. */
export interface LeftToDo {
  readonly text: string;
  readonly place: string;
}

/** What is still asked of people once a decision is made, the most urgent first. */
export function leftToDo({
  incident,
  debts,
  followUps,
}: Pick<RecordedFacts, 'incident' | 'debts' | 'followUps'>): readonly LeftToDo[] {
  const open = debts.filter(({ status }) => status === 'open');
  const [first] = open;
  const restore =
    first === undefined
      ? []
      : [
          {
            text: open.length === 1 ? `Restore ${first.resource}` : `Restore ${open.length} things`,
            place: 'debts',
          },
        ];
  if (incident.status === 'handed-over') {
    return [{ text: 'Take over, or let Firebreak continue', place: 'commands' }, ...restore];
  }
  if (incident.status !== 'closed') return restore;
  const live = followUps.filter(isLive).length;
  return [
    ...restore,
    ...(incident.postmortem === null ||
    incident.postmortem.key === null ||
    incident.postmortem.state === 'published'
      ? []
      : [{ text: 'Complete the postmortem', place: 'postmortem' }]),
    ...(live === 0
      ? []
      : [{ text: live === 1 ? 'See the follow-up' : `See the ${live} follow-ups`, place: 'follow-ups' }]),
  ];
}
