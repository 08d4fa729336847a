import type { Approval } from '../../records/approval/approval.ts';
import { agreedPeople, peopleMissing } from '../../records/approval/approval-transitions.ts';

export const approvalDecisions = [
  'approved',
  'rejected',
  'void',
  'ask-anew',
  'seems-over',
  'expired',
  'taken-over',
] as const;

/** What the workflow is resumed with. */
export interface ApprovalResult {
  readonly decision: (typeof approvalDecisions)[number];
  readonly approvalId: string;
  /** A sentence for people. */
  readonly reason: string;
}

/** Null while it is pending. A void approval that a person voided means that they took over. */
export function approvalResult(approval: Approval): ApprovalResult | null {
  const decision = decisionOf(approval);
  return decision === null ? null : { decision, approvalId: approval.id, reason: outcomeSentence(approval) };
}

/** What became of the approval, in one sentence for people. */
export function outcomeSentence(approval: Approval): string {
  const { state, decidedBy, decidedAt, voidReason, askAnew, expiresAt } = approval;
  switch (state) {
    case 'pending':
      return `${missingText(approval)} until ${expiresAt}`;
    case 'approved':
      if (decidedBy === null) return `Nobody answered by ${expiresAt}: policy lets it run then`;
      return `Approved by ${agreedPeople(approval).join(' and ')} at ${decidedAt}`;
    case 'rejected':
      return `Rejected by ${decidedBy} at ${decidedAt}`;
    case 'void':
      return `${voidReason ?? 'No longer fits the incident'}${askAnew === true ? '. It is checked again, and people are asked anew where they may decide' : ''}`;
    case 'expired':
      return `Nobody decided by ${expiresAt}`;
    default:
      return state satisfies never;
  }
}

function missingText(approval: Approval): string {
  const agreed = agreedPeople(approval);
  if (agreed.length === 0) return 'Waits for a decision';
  const missing = peopleMissing(approval);
  return `${agreed.join(', ')} agreed; waits for ${missing} more`;
}

function decisionOf({ state, decidedBy, askAnew, seemsOver }: Approval): ApprovalResult['decision'] | null {
  if (state === 'pending') return null;
  if (state !== 'void') return state;
  if (decidedBy !== null) return 'taken-over';
  if (askAnew === true) return 'ask-anew';
  return seemsOver === true ? 'seems-over' : 'void';
}
