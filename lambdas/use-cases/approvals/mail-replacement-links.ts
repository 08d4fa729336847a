import type { Approval } from '../../domain/records/approval.ts';
import {
  closedLinks,
  unsentReplacements,
  withMailedLink,
} from '../../domain/records/approval-transitions.ts';
import type { ApprovalStore } from '../../ports/approval-store.ts';
import type { IncidentOutline, IncidentStore } from '../../ports/incident-store.ts';
import { type MailApprovalLinkDeps, mailApprovalLink } from './mail-approval-link.ts';

export interface MailReplacementLinksDeps extends MailApprovalLinkDeps {
  readonly incidents: IncidentStore;
  readonly approvals: ApprovalStore;
}

/**
 * Records the links that wrong codes closed, and mails those that replace them and were not mailed yet. Each is done
 * once; the sweep repeats what got lost.
 */
export async function mailReplacementLinks(
  deps: MailReplacementLinksDeps,
  { incident }: Pick<IncidentOutline, 'incident'>,
  approval: Approval,
): Promise<Approval> {
  for (const closed of closedLinks(approval)) await recordClosedLink(deps, approval, closed);
  let current = approval;
  const unsent = unsentReplacements(approval);
  const evidence = unsent.length === 0 ? [] : await deps.incidents.listEvidence(incident.id);
  for (const link of unsent) {
    await mailApprovalLink(deps, { incident, evidence }, approval, link);
    current = withMailedLink(current, link.person, deps.clock.now());
    await deps.approvals.saveApproval(current);
  }
  return current;
}

async function recordClosedLink(
  { incidents, clock }: MailReplacementLinksDeps,
  { id, incidentId }: Approval,
  { person, generation, replaced }: ReturnType<typeof closedLinks>[number],
): Promise<void> {
  await incidents.appendEntry(incidentId, {
    id: `approval.link-closed:${id}:${person}:${generation}`,
    at: clock.now().toISOString(),
    actor: 'firebreak:decide-approval',
    kind: 'approval.link-closed',
    text: `The approval link of ${person} was closed after too many wrong codes; ${
      replaced ? 'a new one is mailed' : 'there is no further one'
    }`,
    data: { approvalId: id, person },
  });
}
