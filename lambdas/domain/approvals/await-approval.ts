import type { Approval } from '../approval.ts';
import type { Incident } from '../incident.ts';

/** The incident once its approvers were mailed. Null when it waits for this approval already, or is past waiting. */
export function awaitApproval(incident: Incident, approval: Approval, now: Date): Incident | null {
  if (incident.status === 'awaiting-approval' && incident.approvalId === approval.id) return null;
  if (incident.status !== 'responding' && incident.status !== 'awaiting-approval') return null;
  return {
    ...incident,
    status: 'awaiting-approval',
    approvalId: approval.id,
    stepIndex: approval.stepIndex,
    updatedAt: now.toISOString(),
    version: incident.version + 1,
  };
}
