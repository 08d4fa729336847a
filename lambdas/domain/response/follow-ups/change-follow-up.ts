import { canonicalJson } from '../../canonical-json.ts';
import { type FollowUp, isLive, type Ticket } from '../../records/follow-up/follow-up.ts';

/** What a person does with a follow-up. */
export const followUpChanges = ['accept', 'done', 'drop', 'edit'] as const;
export type FollowUpChange = (typeof followUpChanges)[number];

export interface GivenFollowUpChange {
  readonly change: FollowUpChange;
  /** Id of the person. */
  readonly by: string;
  /** Why it is dropped. */
  readonly reason: string | null;
  /** With `edit` or `accept`: what is to be different. */
  readonly text?: string;
  readonly owner?: string;
  readonly dueAt?: string;
}

/** A follow-up as it is after a change, or why it cannot be changed so, for people. */
export type ChangedFollowUp =
  | { readonly ok: true; readonly followUp: FollowUp }
  | { readonly ok: false; readonly reason: string };

/** One version on. */
export function nextFollowUp(followUp: FollowUp, change: Partial<FollowUp>): FollowUp {
  return { ...followUp, ...change, version: followUp.version + 1 };
}

/** Who says the same again is told that it is so, and nothing changes. */
export function changeFollowUp(followUp: FollowUp, given: GivenFollowUpChange, now: Date): ChangedFollowUp {
  const { id, state } = followUp;
  const by = `person:${given.by}`;
  const ended = { closedAt: now.toISOString(), closedBy: by };
  switch (given.change) {
    case 'accept':
      if (!isLive(followUp)) return refused(followUp);
      return changed(followUp, { state: 'open', ...edited(given) });
    case 'edit':
      if (!isLive(followUp)) return refused(followUp);
      return changed(followUp, edited(given));
    case 'done':
      if (state === 'dropped') return refused(followUp);
      return changed(followUp, state === 'done' ? {} : { state: 'done', ...ended });
    case 'drop':
      if (given.reason === null) return { ok: false, reason: `${id} can only be dropped with a reason` };
      if (state === 'done') return refused(followUp);
      return changed(
        followUp,
        state === 'dropped' ? {} : { state: 'dropped', reason: given.reason, ...ended },
      );
    default:
      return given.change satisfies never;
  }
}

/** What its ticket says: who closes or reopens that has closed or reopened this. */
export function followTicket(followUp: FollowUp, ticket: Ticket['state'], now: Date): FollowUp | null {
  if (followUp.ticket === null) return null;
  const read = { ...followUp.ticket, state: ticket, readAt: now.toISOString() };
  // What a person has dropped or done here stays so, unless the ticket changed since.
  const isNews = followUp.ticket.state !== ticket;
  if (ticket === 'closed' && followUp.state === 'open') {
    const closedBy = `tracker:${read.tracker}`;
    return nextFollowUp(followUp, {
      ticket: read,
      state: 'done',
      closedAt: now.toISOString(),
      closedBy,
    });
  }
  if (ticket === 'open' && followUp.state === 'done' && isNews) {
    return nextFollowUp(followUp, { ticket: read, state: 'open', closedAt: null, closedBy: null });
  }
  return nextFollowUp(followUp, { ticket: read });
}

function edited({ text, owner, dueAt }: GivenFollowUpChange): Partial<FollowUp> {
  return {
    ...(text === undefined ? {} : { text }),
    ...(owner === undefined ? {} : { owner }),
    ...(dueAt === undefined ? {} : { dueAt }),
  };
}

function changed(followUp: FollowUp, change: Partial<FollowUp>): ChangedFollowUp {
  const isSame = canonicalJson({ ...followUp, ...change }) === canonicalJson(followUp);
  return { ok: true, followUp: isSame ? followUp : nextFollowUp(followUp, change) };
}

function refused({ id, state, closedAt, closedBy }: FollowUp): ChangedFollowUp {
  return { ok: false, reason: `${id} has been ${state} since ${closedAt} (by ${closedBy})` };
}
