import type { CompiledPolicy } from '../../domain/policy/policy.ts';
import type { Approval } from '../../domain/records/approval/approval.ts';
import { linkOf, withNextAsked } from '../../domain/records/approval/approval-transitions.ts';
import { approvalNotification } from '../../domain/reporting/notifications/approval-notification.ts';
import type { Notification } from '../../domain/reporting/notifications/notification.ts';
import { peopleNotified } from '../../domain/reporting/notifications/notification-entries.ts';
import { askingDue } from '../../domain/response/approvals/asking.ts';
import type { IncidentOutline } from '../../ports/stores/incident-store.ts';
import type { SendReplacementLinksDeps } from './send-replacement-links.ts';

export interface AskOnDeps extends SendReplacementLinksDeps {
  readonly policy: CompiledPolicy;
}

const actor = 'firebreak:sweep';

/**
 * Records who is asked next, whose links are sent with those that replace others, and reminds those who said nothing, each once by each link.
 * The timeline tells who was reminded: the approval itself is left to whoever decides at this moment.
 */
export async function askOn(
  deps: AskOnDeps,
  { incident, entries }: Pick<IncidentOutline, 'incident' | 'entries'>,
  approval: Approval,
): Promise<Approval> {
  const { incidents, approvals, notifier, evidenceKinds, clock, policy } = deps;
  const { remind, next } = askingDue(approval, { incident, entries }, policy, clock.now());
  let current = approval;
  if (next.length > 0) {
    current = withNextAsked(current, next, clock.now());
    await approvals.saveApproval(current);
  }
  for (const person of remind) {
    const link = linkOf(current, person);
    const id = `${approval.id}:${link?.generation ?? 0}:again`;
    if (link === null || peopleNotified(entries, id).includes(person)) continue;
    const facts = { incident, evidence: await incidents.listEvidence(incident.id) };
    const asked = approvalNotification(facts, current, link, clock.now(), evidenceKinds);
    const reminder: Notification = { ...asked, id, kind: 'approval-reminder' };
    await notifier.notify(reminder, { incident, actor });
  }
  return current;
}
