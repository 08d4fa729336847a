import type { Approval } from '../../domain/records/approval.ts';
import { approvalIdOf } from '../../domain/response/approvals/open-approval.ts';
import type { ApprovalStore } from '../../ports/approval-store.ts';
import type { IncidentRecord } from '../../ports/incident-store.ts';

/** The approvals of an incident. Only steps whose guardrails asked for a person have one. */
export async function readApprovals(
  approvals: ApprovalStore,
  { incident, steps }: Pick<IncidentRecord, 'incident' | 'steps'>,
): Promise<readonly Approval[]> {
  const asked = steps.filter(({ guard }) => guard.verdict.decision === 'needs-approval');
  const found = await Promise.all(
    asked.map(({ index }) => approvals.readApproval(approvalIdOf(incident.id, index))),
  );
  return found.filter((approval) => approval !== null);
}
