import type { Approval } from '../domain/approval.ts';
import { voided } from '../domain/approvals/approval-transitions.ts';
import { NotFoundError } from '../domain/errors.ts';
import type { ApprovalStore } from '../ports/approval-store.ts';
import type { Clock } from '../ports/clock.ts';
import { type DeliverDecisionDeps, deliverDecision } from './deliver-decision.ts';

export interface WithdrawApprovalDeps extends DeliverDecisionDeps {
  readonly approvals: ApprovalStore;
  readonly clock: Clock;
}

/**
 * Ends a pending approval from outside and resumes the workflow: with `taken-over` when a person did it, else with
 * `void`. What was decided before stays decided.
 */
export async function withdrawApproval(
  deps: WithdrawApprovalDeps,
  approvalId: string,
  { reason, by }: { readonly reason: string; readonly by: string | null },
): Promise<Approval> {
  const approval = await deps.approvals.readApproval(approvalId);
  if (approval === null) throw new NotFoundError(`There is no approval ${approvalId}`);
  const withdrawn = voided(approval, reason, by, deps.clock.now());
  if (withdrawn !== null) await deps.approvals.saveApproval(withdrawn);
  await deliverDecision(deps, withdrawn ?? approval);
  return withdrawn ?? approval;
}
