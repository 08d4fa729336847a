import { WrongCodeError } from '../../domain/errors.ts';
import type { Approval } from '../../domain/records/approval/approval.ts';
import { unsentLinks, withWrongCode } from '../../domain/records/approval/approval-transitions.ts';
import type { LinkTokenClaims } from '../../ports/crypto/link-keys.ts';
import type { MatchCodes } from '../../ports/crypto/match-codes.ts';
import type { IncidentRecord } from '../../ports/stores/incident-store.ts';
import { type SendReplacementLinksDeps, sendReplacementLinks } from './send-replacement-links.ts';

export interface CheckCodeDeps extends SendReplacementLinksDeps {
  readonly matchCodes: MatchCodes;
}

/**
 * Throws WrongCodeError unless the code is that of the link: then the try is counted, and after the last one the link is closed and a new
 * one sent.
 */
export async function checkCode(
  deps: CheckCodeDeps,
  record: IncidentRecord,
  approval: Approval,
  { person, generation }: Pick<LinkTokenClaims, 'person' | 'generation'>,
  code: string,
): Promise<void> {
  if (await deps.matchCodes.matches({ approvalId: approval.id, person, generation }, code)) return;
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
