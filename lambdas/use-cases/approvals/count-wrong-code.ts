import { WrongCodeError } from '../../domain/errors.ts';
import type { Approval } from '../../domain/records/approval/approval.ts';
import { unsentLinks, withWrongCode } from '../../domain/records/approval/approval-transitions.ts';
import type { IncidentRecord } from '../../ports/stores/incident-store.ts';
import { type SendReplacementLinksDeps, sendReplacementLinks } from './send-replacement-links.ts';

/** Counts the try, and after the last one closes the link and sends a new one. Always throws WrongCodeError. */
export async function countWrongCode(
  deps: SendReplacementLinksDeps,
  record: IncidentRecord,
  approval: Approval,
  person: string,
): Promise<never> {
  const counted = withWrongCode(approval, person);
  await deps.approvals.saveApproval(counted.approval);
  if (counted.triesLeft > 0) {
    const left = counted.triesLeft === 1 ? '1 attempt left' : `${counted.triesLeft} attempts left`;
    throw new WrongCodeError(`Wrong code. ${left}.`, counted.triesLeft);
  }
  const replaced = unsentLinks(counted.approval).some((link) => link.person === person);
  await sendReplacementLinks(deps, record, counted.approval);
  throw new WrongCodeError(
    replaced
      ? 'Wrong code. This link is now closed; a new one was sent'
      : 'Wrong code. This link is now closed; ask another approver',
    0,
  );
}
