import type { Approval } from '../../domain/records/approval/approval.ts';
import { approvalResult } from '../../domain/reporting/approval/approval-result.ts';
import type { TokenVault } from '../../ports/crypto/token-vault.ts';
import type { TaskCompletionResult, Workflow } from '../../ports/workflow.ts';

export interface DeliverDecisionDeps {
  readonly workflow: Workflow;
  readonly vault: TokenVault;
}

/**
 * Resumes the workflow with what became of an approval. May be repeated: a wait that is over answers `gone`, and the
 * record stays the arbiter. `pending`: there is nothing to deliver yet.
 */
export async function deliverDecision(
  { workflow, vault }: DeliverDecisionDeps,
  approval: Approval,
): Promise<TaskCompletionResult | 'pending'> {
  const result = approvalResult(approval);
  if (result === null) return 'pending';
  const token = await vault.open(approval.encryptedToken, approval.id);
  return await workflow.succeedTask(token, { ...result });
}
