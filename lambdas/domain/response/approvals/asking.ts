import { peopleInTurn, type RotaPolicy } from '../../on-call/escalation.ts';
import { approversOf } from '../../policy/people/may-read.ts';
import type { Approval } from '../../records/approval/approval.ts';
import { lastVoteOf } from '../../records/approval/approval-transitions.ts';
import type { Incident } from '../../records/incident.ts';
import type { Step } from '../../records/plan.ts';
import type { TimelineEntry } from '../../records/timeline.ts';
import { mayApprove } from '../../sign-in/approval-sign-in.ts';
import { unreachableSince } from '../handover/unreachable.ts';
import { type NoAnswer, noAnswerOf } from './no-answer.ts';

type Asked = Pick<Incident, 'service' | 'sensitive' | 'severity'>;

/** Everybody who could approve the step: in the order of the rotas, and then those whom no level names. */
function approversInTurn(
  policy: RotaPolicy,
  incident: Asked,
  step: Pick<Step, 'risk' | 'proposedBy'>,
  now: Date,
): readonly string[] {
  const able = approversOf(policy.people, incident, step).filter((person) =>
    mayApprove(policy.people, person, step),
  );
  const turn = peopleInTurn(policy, incident.service, 'approver', now);
  return [...new Set([...turn.filter((person) => able.includes(person)), ...able])];
}

/** Who is asked at first: the first in turn, as many as must agree. All of them where policy gives approvers no order. */
export function firstAsked(
  policy: RotaPolicy,
  incident: Asked,
  step: Pick<Step, 'risk' | 'proposedBy'>,
  needed: number,
  now: Date,
): readonly string[] {
  const able = approversInTurn(policy, incident, step, now);
  const hasTurn = peopleInTurn(policy, incident.service, 'approver', now).some((each) => able.includes(each));
  return hasTurn ? able.slice(0, needed) : able;
}

export interface AskingDue {
  /** Who was asked and said nothing for so long that they are reminded, if they were not yet. */
  readonly remind: readonly string[];
  /** Who is asked now, too. */
  readonly next: readonly string[];
}

/**
 * What a pending request needs by now. Whoever is known to be out of reach counts as having had their time: the next is asked at once. That
 * nothing is known of a mail is no proof that it arrived: the next is asked in their time all the same.
 */
export function askingDue(
  approval: Approval,
  { incident, entries }: { readonly incident: Asked; readonly entries: readonly TimelineEntry[] },
  policy: RotaPolicy,
  now: Date,
): AskingDue {
  const rule = noAnswerOf(policy.people, incident, approval.step);
  const silent = approval.links.filter(({ person }) => lastVoteOf(approval, person) === null);
  const lost = unreachableSince(policy.people, entries, approval.requestedAt);
  const remind = silent
    .filter(({ person }) => !lost.includes(person))
    .filter(({ askedAt, sentAt }) => {
      const at = Math.max(since(approval, askedAt), since(approval, sentAt ?? undefined));
      return now.getTime() >= at + rule.remindAfterSeconds * 1000;
    })
    .map(({ person }) => person);
  const next = approversInTurn(policy, incident, approval.step, now).find(
    (person) => !approval.links.some((link) => link.person === person),
  );
  return { remind, next: next !== undefined && isNextDue(approval, lost, rule, now) ? [next] : [] };
}

/** Those who were asked last have had their time, or cannot be reached. */
function isNextDue(approval: Approval, lost: readonly string[], rule: NoAnswer, now: Date): boolean {
  const lastAt = Math.max(...approval.links.map(({ askedAt }) => since(approval, askedAt)));
  if (now.getTime() >= lastAt + rule.nextAfterSeconds * 1000) return true;
  const last = approval.links.filter(({ askedAt }) => since(approval, askedAt) === lastAt);
  return last.every(({ person }) => lost.includes(person));
}

function since({ requestedAt }: Approval, askedAt: string | undefined): number {
  return Date.parse(askedAt ?? requestedAt);
}
