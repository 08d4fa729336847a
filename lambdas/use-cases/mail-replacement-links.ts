import type { Approval } from '../domain/approval.ts';
import type { RecordedFacts } from '../domain/approvals/approval-staleness.ts';
import { unsentReplacements, withMailedLink } from '../domain/approvals/approval-transitions.ts';
import type { ApprovalStore } from '../ports/approval-store.ts';
import { type MailApprovalLinkDeps, mailApprovalLink } from './mail-approval-link.ts';

export interface MailReplacementLinksDeps extends MailApprovalLinkDeps {
  readonly approvals: ApprovalStore;
}

/** Mails the links that replace dead ones and were not mailed yet; the sweep repeats what got lost. */
export async function mailReplacementLinks(
  deps: MailReplacementLinksDeps,
  facts: Pick<RecordedFacts, 'incident' | 'evidence'>,
  approval: Approval,
): Promise<Approval> {
  let current = approval;
  for (const link of unsentReplacements(approval)) {
    await mailApprovalLink(deps, facts, approval, link);
    current = withMailedLink(current, link.person, deps.clock.now());
    await deps.approvals.saveApproval(current);
  }
  return current;
}
