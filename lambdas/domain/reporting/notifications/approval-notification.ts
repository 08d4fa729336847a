import type { Approval, ApproverLink } from '../../records/approval/approval.ts';
import type { RecordedFacts } from '../../records/recorded-facts.ts';
import { approvalView } from '../approval/approval-view.ts';
import type { EvidenceDescription } from '../evidence/evidence-description.ts';
import type { Notification } from './notification.ts';

/** Asks one approver by their own link; one of a later generation replaces a link that wrong codes closed. */
export function approvalNotification(
  facts: Pick<RecordedFacts, 'incident' | 'evidence'>,
  approval: Approval,
  { person, generation }: ApproverLink,
  now: Date,
  evidenceKinds: readonly EvidenceDescription[],
): Extract<Notification, { readonly kind: 'approval-requested' | 'approval-replaced' }> {
  const { id: approvalId, planHash, expiresAt } = approval;
  return {
    id: `${approvalId}:${generation}`,
    kind: generation === 0 ? 'approval-requested' : 'approval-replaced',
    audience: { kind: 'person', person },
    facts: approvalView(facts, approval, now, evidenceKinds),
    link: { page: 'approval', approvalId, planHash, generation, expiresAt },
  };
}
