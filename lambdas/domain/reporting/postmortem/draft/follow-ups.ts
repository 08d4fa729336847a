import { newFollowUps } from '../../follow-ups/propose-follow-ups.ts';
import type { Postmortem } from '../document/postmortem-schema.ts';
import { numbersOf } from './citations.ts';
import type { Draft } from './draft-input.ts';

/** What is left to do, as it is recorded by now; what the record asks for is listed before it is recorded, too. */
export function followUps({ record, timeline, policy }: Draft): Postmortem['followUps'] {
  const proposed = newFollowUps({ record, timeline, policy });
  return [...record.followUps, ...proposed].map(
    ({ id, type, text, owner, dueAt, state, ticket, entries }) => ({
      id,
      type,
      text,
      owner,
      dueAt,
      state,
      url: ticket?.url ?? null,
      cites: numbersOf(timeline, (entry) => entries.includes(entry.id)),
    }),
  );
}
