import { NotFoundError } from '../../domain/errors.ts';
import type { CompiledPolicy } from '../../domain/policy/policy.ts';
import type { Approval } from '../../domain/records/approval/approval.ts';
import { expired, ranUnanswered } from '../../domain/records/approval/approval-transitions.ts';
import { commandKind } from '../../domain/records/command.ts';
import { overtakenApproval } from '../../domain/response/approvals/overtaken-approval.ts';
import { pendingCommand } from '../../domain/response/commands/pending-command.ts';
import type { IncidentOutline } from '../../ports/stores/incident-store.ts';
import type { TaskCompletionResult } from '../../ports/workflow.ts';
import { completeOpenWait } from '../handover/complete-open-wait.ts';
import { askOn } from './ask-on.ts';
import { type DeliverDecisionDeps, deliverDecision } from './deliver-decision.ts';
import { type SendReplacementLinksDeps, sendReplacementLinks } from './send-replacement-links.ts';

export interface ReconcileApprovalDeps extends DeliverDecisionDeps, SendReplacementLinksDeps {
  readonly policy: CompiledPolicy;
}

/**
 * Brings one approval to where it must be by now: obeys a person's command, voids it when it no longer fits, expires it when its time is over,
 * resumes the workflow when it has ended, sends a replacement link that got lost. May be repeated at any time. `known`: its incident, read
 * just now.
 */
export async function reconcileApproval(
  deps: ReconcileApprovalDeps,
  approvalId: string,
  known: IncidentOutline | null = null,
): Promise<{ readonly approval: Approval; readonly delivery: TaskCompletionResult | 'pending' }> {
  const found = await deps.approvals.readApproval(approvalId);
  if (found === null) throw new NotFoundError(`There is no approval ${approvalId}`);
  if (found.state !== 'pending') return { approval: found, delivery: await deliverDecision(deps, found) };

  const outline = known ?? (await deps.incidents.readOutline(found.incidentId));
  if (outline === null) throw new NotFoundError(`There is no incident ${found.incidentId}`);
  if (pendingCommand(outline) !== null) {
    await completeOpenWait(deps, outline);
    return { approval: (await deps.approvals.readApproval(approvalId)) ?? found, delivery: 'delivered' };
  }
  const now = deps.clock.now();
  const kinds = ['changes', 'metrics'] as const;
  const evidence = await Promise.all(
    kinds.map((kind) => deps.incidents.readEvidence(found.incidentId, kind)),
  );
  const facts = { ...outline, evidence: evidence.filter((each) => each !== null) };
  const overtaken = overtakenApproval(facts, found, deps.policy, now);
  // Whoever acknowledged it is at it: then it is theirs to decide.
  const isLeft = overtaken === null && !isAcknowledged(outline, found);
  const ended = (isLeft ? ranUnanswered(found, now) : null) ?? expired(found, now) ?? overtaken;
  if (ended === null) {
    const asked = await askOn(deps, outline, found);
    return { approval: await sendReplacementLinks(deps, outline, asked), delivery: 'pending' };
  }
  await deps.approvals.saveApproval(ended);
  return { approval: ended, delivery: await deliverDecision(deps, ended) };
}

function isAcknowledged({ entries }: Pick<IncidentOutline, 'entries'>, { requestedAt }: Approval): boolean {
  return entries.some(({ kind, at }) => kind === commandKind('acknowledge') && at >= requestedAt);
}
