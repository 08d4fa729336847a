import type { Approval, ApprovalState } from '../../records/approval.ts';

/** An approval as anybody who may see the incident sees it: who was asked and who decided, never a key or token. */
export interface ApprovalView {
  readonly id: string;
  readonly stepIndex: number;
  readonly state: ApprovalState;
  readonly askedPeople: readonly string[];
  readonly reasons: readonly string[];
  readonly requestedAt: string;
  readonly expiresAt: string;
  readonly decidedBy: string | null;
  readonly decidedAt: string | null;
  readonly comment: string | null;
  readonly voidReason: string | null;
}

export function viewApproval(approval: Approval): ApprovalView {
  return {
    id: approval.id,
    stepIndex: approval.stepIndex,
    state: approval.state,
    askedPeople: [...new Set(approval.links.map((link) => link.person))],
    reasons: approval.reasons,
    requestedAt: approval.requestedAt,
    expiresAt: approval.expiresAt,
    decidedBy: approval.decidedBy,
    decidedAt: approval.decidedAt,
    comment: approval.comment,
    voidReason: approval.voidReason,
  };
}
