import type { Approval } from '../../domain/records/approval/approval.ts';
import { guardChecks } from '../../domain/records/step-record.ts';
import { approvalIdOf } from '../../domain/response/approvals/open-approval.ts';
import type { ApprovalStore } from '../../ports/stores/approval-store.ts';
import type { IncidentRecord } from '../../ports/stores/incident-store.ts';

/** The approvals of an incident, the newest of a step last. Only steps whose guardrails asked for a person have one. */
export async function readApprovals(
  approvals: ApprovalStore,
  { incident, steps }: Pick<IncidentRecord, 'incident' | 'steps'>,
): Promise<readonly Approval[]> {
  const asked = steps.filter((step) =>
    guardChecks(step).some(({ verdict }) => verdict.decision === 'needs-approval'),
  );
  const ids = asked.flatMap(({ index, round = 0 }) =>
    Array.from({ length: round + 1 }, (_, each) => approvalIdOf(incident.id, index, each)),
  );
  const found = await Promise.all(ids.map((id) => approvals.readApproval(id)));
  return found.filter((approval) => approval !== null);
}
