import type { Approval } from '../../records/approval.ts';
import type { Incident } from '../../records/incident.ts';
import type { StepAuthority, StepRecord } from '../../records/step-record.ts';

export type Authorisation =
  | { readonly ok: true; readonly authority: StepAuthority }
  /** Why the step must not run, for people. */
  | { readonly ok: false; readonly reason: string };

export interface AuthorisationInput {
  readonly incident: Incident;
  readonly stepIndex: number;
  /** As check-guardrails recorded it. */
  readonly stepRecord: StepRecord | null;
  /** Read again just now, or null when none is named or none is there. */
  readonly approval: Approval | null;
  readonly killSwitch: boolean;
}

const automatedStatuses: readonly Incident['status'][] = ['responding', 'awaiting-approval'];

/**
 * Whether a step may run, judged from the records alone and not from what the workflow says: a stolen task token or a
 * repeated message is worth nothing. Anything missing or unknown is a no.
 */
export function authoriseStep(input: AuthorisationInput): Authorisation {
  const { incident, stepIndex, stepRecord, killSwitch } = input;
  if (killSwitch) return no('The kill switch of the policy is on');
  if (incident.automationStoppedAt !== null) return no('Automation was stopped for this incident');
  if (!automatedStatuses.includes(incident.status)) return no(`The incident is ${incident.status}`);
  const plan = incident.assessment?.plan;
  if (plan?.steps[stepIndex] === undefined) return no(`The plan has no step ${stepIndex}`);
  if (stepRecord === null) return no('No guardrail verdict is recorded for this step');
  if (stepRecord.planHash !== plan.hash) return no('The plan changed after the guardrails were checked');
  switch (stepRecord.guard.verdict.decision) {
    case 'allow':
      return { ok: true, authority: { kind: 'policy', approvalId: null, by: [] } };
    case 'needs-approval':
      return authoriseByApproval(input, plan.hash);
    case 'deny':
      return no('The guardrails deny this step');
    default:
      return stepRecord.guard.verdict.decision satisfies never;
  }
}

function authoriseByApproval(
  { incident, stepIndex, approval }: AuthorisationInput,
  planHash: string,
): Authorisation {
  if (approval === null) return no('There is no approval for this step');
  if (approval.incidentId !== incident.id || approval.stepIndex !== stepIndex) {
    return no('The approval is for another step');
  }
  if (approval.planHash !== planHash) return no('The plan changed after it was approved');
  if (approval.state !== 'approved') return no(`The approval is ${approval.state}`);
  const { decidedBy, decidedAt, expiresAt } = approval;
  if (decidedBy === null || decidedAt === null) return no('The approval has no decision');
  if (Date.parse(decidedAt) >= Date.parse(expiresAt))
    return no('The approval was given after it had expired');
  if (!approval.links.some(({ person }) => person === decidedBy))
    return no('The person who decided was not asked');
  return { ok: true, authority: { kind: 'approval', approvalId: approval.id, by: [decidedBy] } };
}

function no(reason: string): Authorisation {
  return { ok: false, reason };
}
