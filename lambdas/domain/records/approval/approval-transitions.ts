import type { Approval, ApprovalState, ApproverLink, Vote } from './approval.ts';
import { hastySeconds, linksPerPerson, triesPerLink } from './approval-limits.ts';

/** The state at `now`: what is pending after its end counts as expired, whether or not that is written yet. */
export function stateAt(approval: Approval, now: Date): ApprovalState {
  return approval.state === 'pending' && now >= new Date(approval.expiresAt) ? 'expired' : approval.state;
}

/**
 * The approval with one person's vote, or null when it has ended or its time is over. A no ends it, and so does the last yes that it needs;
 * before that it stays pending. Whoever's write of the next version succeeds has decided; everybody else finds it decided. Saying the same
 * again changes nothing: the same object comes back.
 */
export function decided(
  approval: Approval,
  { by, decision, comment, signedIn, now }: Omit<Vote, 'at'> & { readonly now: Date },
): Approval | null {
  if (stateAt(approval, now) !== 'pending') return null;
  const { votes = [], peopleNeeded = 1 } = approval;
  const last = lastVoteOf(approval, by);
  const saysMore = signedIn !== undefined && last?.signedIn === undefined;
  if (last?.decision === decision && last.comment === comment && !saysMore) return approval;
  const at = now.toISOString();
  const vote: Vote = { by, decision, at, comment, ...(signedIn === undefined ? {} : { signedIn }) };
  const voted = { ...approval, votes: [...votes, vote] };
  const end = { decidedBy: by, decidedAt: at, comment };
  if (decision === 'reject') return ended(voted, { state: 'rejected', ...end });
  if (decision === 'approve' && agreedPeople(voted).length >= peopleNeeded) {
    return ended(voted, { state: 'approved', ...end });
  }
  return { ...voted, version: approval.version + 1 };
}

export function lastVoteOf({ votes = [] }: Pick<Approval, 'votes'>, person: string): Vote | null {
  return votes.findLast(({ by }) => by === person) ?? null;
}

/** Everybody whose yes it rests on, in the order in which they last said it. */
export function agreedPeople(approval: Pick<Approval, 'votes' | 'decidedBy' | 'state'>): readonly string[] {
  const { votes = [], decidedBy, state } = approval;
  const people = votes.filter(
    (vote) => lastVoteOf(approval, vote.by) === vote && vote.decision === 'approve',
  );
  const named = people.map(({ by }) => by);
  return state === 'approved' && decidedBy !== null ? [...new Set([...named, decidedBy])] : named;
}

/** How many more people must agree; 0 once it has ended. */
export function peopleMissing(approval: Approval): number {
  const { state, peopleNeeded = 1 } = approval;
  return state === 'pending' ? Math.max(0, peopleNeeded - agreedPeople(approval).length) : 0;
}

/** Null unless it is pending and its time is over. */
export function expired(approval: Approval, now: Date): Approval | null {
  if (approval.state !== 'pending' || stateAt(approval, now) !== 'expired') return null;
  return ended(approval, { state: 'expired', decidedAt: now.toISOString() });
}

/** `by`: the person who took over, or null when the world moved on. Null unless it is pending. */
export function voided(approval: Approval, reason: string, by: string | null, now: Date): Approval | null {
  if (approval.state !== 'pending') return null;
  return ended(approval, { state: 'void', voidReason: reason, decidedBy: by, decidedAt: now.toISOString() });
}

/** Void since people were asked about something that changed since; they are asked anew. Null unless it is pending. */
export function askedAnew(approval: Approval, reason: string, now: Date): Approval | null {
  const ended = voided(approval, reason, null, now);
  return ended === null ? null : { ...ended, askAnew: true };
}

/** A retried task has a new token; only the newest can resume the workflow. */
export function withToken(approval: Approval, encryptedToken: string): Approval {
  return { ...approval, encryptedToken, version: approval.version + 1 };
}

/** The keys of its links are gone: each person gets a new one. */
export function withNewLinks(approval: Approval): Approval {
  const links = approval.links.map((link) => ({
    ...link,
    generation: link.generation + 1,
    wrongCodes: 0,
    sentAt: null,
  }));
  return { ...approval, links };
}

export function linkOf(approval: Approval, person: string): ApproverLink | null {
  return approval.links.find((link) => link.person === person) ?? null;
}

/** A link is alive when it is its person's newest and has tries left. */
export function isAlive(link: ApproverLink, generation: number): boolean {
  return link.generation === generation && link.wrongCodes < triesPerLink;
}

/** After the last try the link is dead; its person gets a new one, but only so often. */
export function withWrongCode(approval: Approval, person: string): { approval: Approval; triesLeft: number } {
  const wrongCodes = (linkOf(approval, person)?.wrongCodes ?? 0) + 1;
  const triesLeft = Math.max(0, triesPerLink - wrongCodes);
  return {
    triesLeft,
    approval: withLink(approval, person, (link) =>
      triesLeft === 0 && link.generation + 1 < linksPerPerson
        ? { ...link, generation: link.generation + 1, wrongCodes: 0, sentAt: null }
        : { ...link, wrongCodes },
    ),
  };
}

export function withSentLink(approval: Approval, person: string, now: Date): Approval {
  return withLink(approval, person, (link) => ({ ...link, sentAt: now.toISOString() }));
}

/** Links that replace dead ones, or are of people who were asked later, and were not sent yet. The first ones are sent with the request. */
export function unsentLinks(approval: Approval): readonly ApproverLink[] {
  if (approval.state !== 'pending') return [];
  return approval.links.filter(
    ({ generation, askedAt, sentAt }) => sentAt === null && (generation > 0 || askedAt !== undefined),
  );
}

/** With links of further people, to be sent. */
export function withNextAsked(approval: Approval, people: readonly string[], now: Date): Approval {
  const askedAt = now.toISOString();
  const added = people.map((person) => ({ person, generation: 0, wrongCodes: 0, sentAt: null, askedAt }));
  return { ...approval, links: [...approval.links, ...added], version: approval.version + 1 };
}

/** Nobody answered in its time, and policy lets it run. Null unless its time is over and nobody said anything. */
export function ranUnanswered(approval: Approval, now: Date): Approval | null {
  const { votes = [], runsUnanswered } = approval;
  if (approval.state !== 'pending' || stateAt(approval, now) !== 'expired') return null;
  if (runsUnanswered !== true || votes.length > 0) return null;
  return ended(approval, { state: 'approved', decidedAt: now.toISOString() });
}

/** Links that wrong codes closed and whose end may not be recorded yet. */
export function closedLinks(
  approval: Approval,
): readonly { readonly person: string; readonly generation: number; readonly replaced: boolean }[] {
  const replaced = unsentLinks(approval)
    .filter(({ generation }) => generation > 0)
    .map(({ person, generation }) => ({ person, generation: generation - 1, replaced: true }));
  const last = approval.links
    .filter(({ wrongCodes }) => wrongCodes >= triesPerLink)
    .map(({ person, generation }) => ({ person, generation, replaced: false }));
  return [...replaced, ...last];
}

/** Whether it was decided sooner after the link was sent than a person reads. */
export function isHasty(approval: Approval): boolean {
  const { decidedAt, decidedBy, requestedAt } = approval;
  if (decidedAt === null || decidedBy === null || approval.state === 'void') return false;
  const sentAt = linkOf(approval, decidedBy)?.sentAt ?? requestedAt;
  return Date.parse(decidedAt) - Date.parse(sentAt) < hastySeconds * 1000;
}

function withLink(
  approval: Approval,
  person: string,
  change: (link: ApproverLink) => ApproverLink,
): Approval {
  return {
    ...approval,
    links: approval.links.map((link) => (link.person === person ? change(link) : link)),
    version: approval.version + 1,
  };
}

function ended(
  approval: Approval,
  outcome: Partial<Approval> & { readonly state: ApprovalState; readonly decidedAt: string },
): Approval {
  return { ...approval, ...outcome, version: approval.version + 1 };
}
