import type { Approval } from '../../domain/records/approval/approval.ts';
import {
  closedLinks,
  unsentLinks,
  withSentLink,
} from '../../domain/records/approval/approval-transitions.ts';
import type { EvidenceDescription } from '../../domain/reporting/evidence/evidence-description.ts';
import { approvalNotification } from '../../domain/reporting/notifications/approval-notification.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Notifier } from '../../ports/notifier.ts';
import type { ApprovalStore } from '../../ports/stores/approval-store.ts';
import type { IncidentOutline, IncidentStore } from '../../ports/stores/incident-store.ts';

export interface SendReplacementLinksDeps {
  readonly incidents: IncidentStore;
  readonly approvals: ApprovalStore;
  readonly notifier: Notifier;
  readonly evidenceKinds: readonly EvidenceDescription[];
  readonly clock: Clock;
}

const actor = 'firebreak:decide-approval';

/**
 * Records the links that wrong codes closed, and sends those that replace them, or are of people who are asked later, and were not sent yet.
 * Each is done once; the sweep repeats what got lost.
 */
export async function sendReplacementLinks(
  deps: SendReplacementLinksDeps,
  { incident }: Pick<IncidentOutline, 'incident'>,
  approval: Approval,
): Promise<Approval> {
  const { incidents, approvals, notifier, evidenceKinds, clock } = deps;
  for (const closed of closedLinks(approval)) await recordClosedLink(deps, approval, closed);
  let current = approval;
  const unsent = unsentLinks(approval);
  const evidence = unsent.length === 0 ? [] : await incidents.listEvidence(incident.id);
  for (const link of unsent) {
    const notification = approvalNotification(
      { incident, evidence },
      approval,
      link,
      clock.now(),
      evidenceKinds,
    );
    await notifier.notify(notification, { incident, actor });
    current = withSentLink(current, link.person, clock.now());
    await approvals.saveApproval(current);
  }
  return current;
}

async function recordClosedLink(
  { incidents, clock }: SendReplacementLinksDeps,
  { id, incidentId }: Approval,
  { person, generation, replaced }: ReturnType<typeof closedLinks>[number],
): Promise<void> {
  await incidents.appendEntry(incidentId, {
    id: `approval.link-closed:${id}:${person}:${generation}`,
    at: clock.now().toISOString(),
    actor,
    kind: 'approval.link-closed',
    text: `The approval link of ${person} was closed after too many wrong codes; ${
      replaced ? 'a new one is sent' : 'there is no further one'
    }`,
    data: { approvalId: id, person },
  });
}
