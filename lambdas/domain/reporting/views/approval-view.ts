import type { Approval } from '../../records/approval/approval.ts';

/** An approval as anybody who may see the incident sees it: who was asked and who decided, never a key or token. */
export interface ApprovalView
  extends Pick<
    Approval,
    | 'id'
    | 'stepIndex'
    | 'state'
    | 'reasons'
    | 'requestedAt'
    | 'expiresAt'
    | 'decidedBy'
    | 'decidedAt'
    | 'comment'
    | 'voidReason'
    | 'runsUnanswered'
  > {
  readonly askedPeople: readonly string[];
}

export function viewApproval(approval: Approval): ApprovalView {
  return { ...approval, askedPeople: [...new Set(approval.links.map((link) => link.person))] };
}
