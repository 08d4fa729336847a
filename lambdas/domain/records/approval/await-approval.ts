import type { Incident } from '../incident.ts';
import {
  isIn,
  moved,
  nextVersion,
  refused,
  type Transition,
  wrongStatus,
} from '../transitions/transition.ts';
import type { Approval } from './approval.ts';

/** responding → awaiting-approval, once the approvers were asked. */
export function awaitApproval(incident: Incident, approval: Approval, now: Date): Transition {
  if (incident.status === 'awaiting-approval' && incident.approvalId === approval.id) {
    return refused('incident.already-done', 'The approvers were already asked');
  }
  if (!isIn(incident, ['responding', 'awaiting-approval']))
    return wrongStatus(incident, 'waiting for approval');
  return moved({
    ...nextVersion(incident, now),
    status: 'awaiting-approval',
    approvalId: approval.id,
    stepIndex: approval.stepIndex,
  });
}
