import type { Approval, Vote } from '../../records/approval/approval.ts';
import { hastySeconds } from '../../records/approval/approval-limits.ts';
import { isHasty, lastVoteOf } from '../../records/approval/approval-transitions.ts';
import type { TimelineEntry } from '../../records/timeline.ts';

/** What an approval tells: who was asked, and how it ended. */
export function approvalEntries(approval: Approval): readonly TimelineEntry[] {
  const { id, step, links, reasons, expiresAt, planHash } = approval;
  const data = { approvalId: id, step: approval.stepIndex, planHash };
  const people = [...new Set(links.map(({ person }) => person))].toSorted();
  const requested: TimelineEntry = {
    id: `approval.requested:${id}`,
    at: approval.requestedAt,
    actor: 'firebreak:request-approval',
    kind: 'approval.requested',
    text: `Asked ${people.join(', ') || 'nobody'} until ${expiresAt}: ${step.summary} (${reasons.join('; ')})`,
    data,
  };
  return [
    requested,
    ...voteEntries(approval, data),
    ...endEntries(approval, data),
    ...hasteEntries(approval, data),
  ];
}

/** Each vote that left it pending; the one that decides has an entry of its own. */
function voteEntries(approval: Approval, data: TimelineEntry['data']): readonly TimelineEntry[] {
  const { id, votes = [], peopleNeeded = 1, decidedBy, decidedAt } = approval;
  return votes.flatMap((vote, index) => {
    const { by, decision, at, comment } = vote;
    if (by === decidedBy && at === decidedAt) return [];
    const kind = decision === 'withdraw' ? 'approval.withdrawn' : 'approval.agreed';
    const text =
      decision === 'withdraw'
        ? `${by} took their approval back`
        : `${by} agreed${signedInText(vote)}; ${peopleNeeded} people must`;
    return [
      {
        id: `${kind}:${id}:${index}`,
        at,
        actor: `person:${by}`,
        kind,
        text: comment === null ? text : `${text}: ${comment}`,
        data,
      },
    ];
  });
}

function endEntries(approval: Approval, data: TimelineEntry['data']): readonly TimelineEntry[] {
  const { id, state, decidedBy, decidedAt, comment, voidReason, expiresAt } = approval;
  const actor = decidedBy === null ? 'firebreak:request-approval' : `person:${decidedBy}`;
  const end = (kind: string, at: string, text: string): readonly TimelineEntry[] => [
    { id: `${kind}:${id}`, at, actor, kind, text, data: { ...data, state } },
  ];
  switch (state) {
    case 'pending':
      return [];
    case 'approved':
    case 'rejected': {
      if (decidedBy === null) {
        return end(
          'approval.decided',
          decidedAt ?? expiresAt,
          'Nobody answered in time: policy lets it run then',
        );
      }
      const signedIn = signedInText(lastVoteOf(approval, decidedBy));
      const text = `${decidedBy} ${state} it${signedIn}${comment === null ? '' : `: ${comment}`}`;
      return end('approval.decided', decidedAt ?? expiresAt, text);
    }
    case 'void':
      return end(
        'approval.void',
        decidedAt ?? expiresAt,
        `Request withdrawn: ${voidReason ?? 'it does not apply'}`,
      );
    case 'expired':
      return end('approval.expired', decidedAt ?? expiresAt, 'Nobody decided in time');
    default:
      return state satisfies never;
  }
}

function signedInText(vote: Vote | null): string {
  return vote?.signedIn === undefined ? '' : `, signed in at ${new URL(vote.signedIn.issuer).host}`;
}

/** Mail scanners are quicker than people who read. */
function hasteEntries(approval: Approval, data: TimelineEntry['data']): readonly TimelineEntry[] {
  if (!isHasty(approval)) return [];
  const text = `${approval.decidedBy ?? 'Somebody'} decided within ${hastySeconds} s of being asked: did a person read it?`;
  return [
    {
      id: `approval.hasty:${approval.id}`,
      at: approval.decidedAt ?? approval.requestedAt,
      actor: 'firebreak:decide-approval',
      kind: 'approval.hasty',
      text,
      data,
    },
  ];
}
