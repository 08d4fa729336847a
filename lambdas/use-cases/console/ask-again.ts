import { CommandRefusedError } from '../../domain/errors.ts';
import { mayAskAgain } from '../../domain/reporting/approval/approval-page-view.ts';
import { outcomeSentence } from '../../domain/reporting/approval/approval-result.ts';
import type { Ids } from '../../ports/ids.ts';
import { checkCode } from '../approvals/check-code.ts';
import type { DecideApprovalDeps } from '../approvals/decide-approval.ts';
import { checkNonce, readByLink, readIncidentOf } from '../approvals/view-approval.ts';
import { runCommand } from './run-command.ts';

export interface AskAgainDeps extends DecideApprovalDeps {
  readonly ids: Ids;
}

export interface AskAgainInput {
  readonly key: string;
  readonly nonce: string;
  /** As typed; whatever is not the code of the link counts as a wrong one. */
  readonly code: string;
  readonly comment: string | null;
}

/**
 * Resumes a handed-over incident at the step that nobody decided or that another person rejected: the guardrails are asked again, and then
 * people. Needs the same proof as a decision. Throws CommandRefusedError where there is nothing to ask again, UnauthenticatedError,
 * WrongCodeError.
 */
export async function askAgain(
  deps: AskAgainDeps,
  input: AskAgainInput,
): Promise<{ readonly incidentId: string; readonly delivered: boolean }> {
  const now = deps.clock.now();
  const { approval, claims } = await readByLink(deps, input.key);
  const record = await readIncidentOf(deps, approval, claims);
  if (!mayAskAgain(record.incident, approval, claims.person, now)) {
    throw new CommandRefusedError(`There is nothing to ask again. ${outcomeSentence(approval)}`);
  }
  await checkNonce(deps, input, now);
  await checkCode(deps, record, approval, claims, input.code);
  const { incidentId, delivered } = await runCommand(deps, {
    incidentId: approval.incidentId,
    command: 'resume',
    by: claims.person,
    comment: input.comment,
    acceptDebts: [],
    again: true,
  });
  return { incidentId, delivered };
}
