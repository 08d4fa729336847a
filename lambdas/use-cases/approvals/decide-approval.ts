import {
  ApprovalDecidedError,
  ApprovalExpiredError,
  ApprovalVoidError,
  DependencyUnavailableError,
  InvalidInputError,
} from '../../domain/errors.ts';
import type { Approval, ApprovalState, Decision } from '../../domain/records/approval/approval.ts';
import {
  agreedPeople,
  decided,
  expired,
  peopleMissing,
} from '../../domain/records/approval/approval-transitions.ts';
import { outcomeSentence } from '../../domain/reporting/approval/approval-result.ts';
import { overtakenApproval } from '../../domain/response/approvals/overtaken-approval.ts';
import type { Session } from '../../domain/sign-in/session.ts';
import { type CheckCodeDeps, checkCode } from './check-code.ts';
import { checkSignIn } from './check-sign-in.ts';
import { type DeliverDecisionDeps, deliverDecision } from './deliver-decision.ts';
import { checkNonce, readByLink, readIncidentOf, type ViewApprovalDeps } from './view-approval.ts';

export type DecideApprovalDeps = ViewApprovalDeps & DeliverDecisionDeps & CheckCodeDeps;

export interface DecideApprovalInput {
  readonly key: string;
  readonly nonce: string;
  readonly planHash: string;
  readonly decision: Decision;
  /** As typed; whatever is not the code of the link counts as a wrong one. */
  readonly code: string;
  readonly comment: string | null;
  /** The sign-in of the browser that sends it. Left out: none. */
  readonly session?: Session | null;
}

export interface RecordedDecision {
  readonly approvalId: string;
  readonly state: ApprovalState;
  readonly decidedBy: string | null;
  readonly decidedAt: string | null;
  /** How many more people must agree before anything is done. */
  readonly missing: number;
  /** False when the workflow could not be resumed; the sweep repeats it. */
  readonly delivered: boolean;
}

/**
 * Records one person's decision by one conditional write, then resumes the workflow. Whether a code is right shows only
 * after a write that succeeded, and one write wins per version: guesses in parallel get no more tries than in a row.
 */
export async function decideApproval(
  deps: DecideApprovalDeps,
  input: DecideApprovalInput,
): Promise<RecordedDecision> {
  const now = deps.clock.now();
  const { approval, claims } = await readByLink(deps, input.key);
  const record = await readIncidentOf(deps, approval, claims);
  // Their own decision, whose answer got lost on the way: the workflow may not know it yet.
  if (approval.decidedBy === claims.person) await resume(deps, approval);
  refuseEnded(approval);
  const overdue = expired(approval, now);
  if (overdue !== null) refuseEnded(await end(deps, overdue));
  await checkNonce(deps, input, now);
  if (input.planHash !== approval.planHash) {
    throw new ApprovalVoidError('The plan changed since the page was loaded', outcomeOf(approval));
  }
  const { decision, comment, session = null } = input;
  // A no needs no more than link and code: it lets nothing happen.
  const signedIn = decision === 'approve' ? await checkSignIn(deps, approval, claims.person, session) : null;
  await checkCode(deps, record, approval, claims, input.code);

  if (decision === 'withdraw' && !agreedPeople(approval).includes(claims.person)) {
    throw new InvalidInputError('There is nothing to take back: you have not approved it');
  }
  const overtaken = overtakenApproval(record, approval, deps.policy, now);
  if (overtaken !== null) refuseEnded(await end(deps, overtaken));
  const done = decided(approval, {
    by: claims.person,
    decision,
    comment,
    now,
    ...(signedIn === null ? {} : { signedIn }),
  });
  if (done === null) throw new ApprovalExpiredError(outcomeSentence(approval), outcomeOf(approval));
  if (done !== approval) await deps.approvals.saveApproval(done);
  const delivered = await resume(deps, done);
  return { approvalId: done.id, ...outcomeOf(done), missing: peopleMissing(done), delivered };
}

async function end(deps: DecideApprovalDeps, ended: Approval): Promise<Approval> {
  await deps.approvals.saveApproval(ended);
  await resume(deps, ended);
  return ended;
}

/** The decision stands once it is recorded: a workflow that cannot be reached is resumed by the sweep. */
async function resume(deps: DecideApprovalDeps, approval: Approval): Promise<boolean> {
  try {
    await deliverDecision(deps, approval);
    return true;
  } catch (error) {
    if (error instanceof DependencyUnavailableError) return false;
    throw error;
  }
}

function refuseEnded(approval: Approval): void {
  const sentence = outcomeSentence(approval);
  switch (approval.state) {
    case 'pending':
      return;
    case 'approved':
    case 'rejected':
      throw new ApprovalDecidedError(sentence, outcomeOf(approval));
    case 'void':
      throw new ApprovalVoidError(sentence, outcomeOf(approval));
    case 'expired':
      throw new ApprovalExpiredError(sentence, outcomeOf(approval));
    default:
      approval.state satisfies never;
  }
}

function outcomeOf({ state, decidedBy, decidedAt }: Approval) {
  return { state, decidedBy, decidedAt };
}
