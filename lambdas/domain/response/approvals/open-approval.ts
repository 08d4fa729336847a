import type { Approval } from '../../records/approval/approval.ts';
import { longestApprovalSeconds } from '../../records/approval/approval-limits.ts';
import type { Plan, Step } from '../../records/plan.ts';

export interface OpenApprovalInput {
  readonly incidentId: string;
  readonly plan: Plan;
  readonly step: Step;
  /** How often people were asked about it before. */
  readonly round: number;
  readonly reasons: readonly string[];
  /** Ids of the people who are asked. */
  readonly approvers: readonly string[];
  /** How many of them must agree. */
  readonly peopleNeeded: number;
  /** Policy lets the step run if nobody answers. */
  readonly runsUnanswered: boolean;
  readonly expiresAfterMinutes: number;
  readonly encryptedToken: string;
  readonly now: Date;
}

/** One approval per step of an incident and round of asking, under an id that a repeated request finds again. */
export function approvalIdOf(incidentId: string, stepIndex: number, round = 0): string {
  return `apr_${incidentId.replace(/^inc_/, '')}_${stepIndex}${round === 0 ? '' : `_${round}`}`;
}

/** A new, pending approval with one unsent link per approver. */
export function openApproval(request: OpenApprovalInput): Approval {
  const lifeSeconds = Math.min(request.expiresAfterMinutes * 60, longestApprovalSeconds);
  return {
    id: approvalIdOf(request.incidentId, request.step.index, request.round),
    incidentId: request.incidentId,
    stepIndex: request.step.index,
    planHash: request.plan.hash,
    step: request.step,
    reasons: request.reasons,
    state: 'pending',
    requestedAt: request.now.toISOString(),
    expiresAt: new Date(request.now.getTime() + lifeSeconds * 1000).toISOString(),
    links: [...new Set(request.approvers)].map((person) => ({
      person,
      generation: 0,
      wrongCodes: 0,
      sentAt: null,
    })),
    encryptedToken: request.encryptedToken,
    ...(request.peopleNeeded === 1 ? {} : { peopleNeeded: request.peopleNeeded }),
    ...(request.runsUnanswered ? { runsUnanswered: true as const } : {}),
    decidedBy: null,
    decidedAt: null,
    comment: null,
    voidReason: null,
    version: 1,
  };
}
