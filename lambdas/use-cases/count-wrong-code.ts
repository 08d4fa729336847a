import type { Approval } from '../domain/approval.ts';
import { triesPerLink } from '../domain/approvals/approval-limits.ts';
import { linkOf, unsentReplacements, withWrongCode } from '../domain/approvals/approval-transitions.ts';
import { WrongCodeError } from '../domain/errors.ts';
import type { ApprovalStore } from '../ports/approval-store.ts';
import type { IncidentRecord, IncidentStore } from '../ports/incident-store.ts';
import type { MailApprovalLinkDeps } from './mail-approval-link.ts';
import { mailReplacementLinks } from './mail-replacement-links.ts';

export interface CountWrongCodeDeps extends MailApprovalLinkDeps {
  readonly incidents: IncidentStore;
  readonly approvals: ApprovalStore;
}

/** Counts the try, and after the last one closes the link and mails a new one. Always throws WrongCodeError. */
export async function countWrongCode(
  deps: CountWrongCodeDeps,
  record: IncidentRecord,
  approval: Approval,
  person: string,
): Promise<never> {
  const counted = withWrongCode(approval, person);
  await deps.approvals.saveApproval(counted.approval);
  if (counted.triesLeft > 0) {
    throw new WrongCodeError(`The code is wrong; ${counted.triesLeft} tries are left`, counted.triesLeft);
  }
  const replaced = unsentReplacements(counted.approval).some((link) => link.person === person);
  await recordClosedLink(deps, approval, person, replaced);
  await mailReplacementLinks(deps, record, counted.approval);
  throw new WrongCodeError(
    replaced
      ? 'The code is wrong and this link is closed now; a new one was mailed'
      : 'The code is wrong and this link is closed now; ask another approver',
    0,
  );
}

async function recordClosedLink(
  { incidents, clock }: CountWrongCodeDeps,
  approval: Approval,
  person: string,
  replaced: boolean,
): Promise<void> {
  const generation = linkOf(approval, person)?.generation ?? 0;
  await incidents.appendEntry(approval.incidentId, {
    id: `tl_${approval.id}_${person}_${generation}`,
    at: clock.now().toISOString(),
    actor: 'firebreak:decide-approval',
    kind: 'approval.link-closed',
    text: `The approval link of ${person} was closed after ${triesPerLink} wrong codes; ${
      replaced ? 'a new one was mailed' : 'there is no further one'
    }`,
    data: { approvalId: approval.id, person },
  });
}
