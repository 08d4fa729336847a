import { ConfigurationError, RestrictedError } from '../../domain/errors.ts';
import { mayRead } from '../../domain/policy/people/may-read.ts';
import type { CompiledPolicy } from '../../domain/policy/policy.ts';
import type { Approval, ApproverLink } from '../../domain/records/approval.ts';
import { linkAfterlifeSeconds } from '../../domain/records/approval-limits.ts';
import type { RecordedFacts } from '../../domain/records/recorded-facts.ts';
import { approvalView } from '../../domain/reporting/approval/approval-view.ts';
import { approvalMail } from '../../domain/reporting/mail/approval-mail.ts';
import type { Clock } from '../../ports/clock.ts';
import type { LinkKeys } from '../../ports/crypto/link-keys.ts';
import type { MatchCodes } from '../../ports/crypto/match-codes.ts';
import type { Mailer } from '../../ports/mailer.ts';

export interface MailApprovalLinkDeps {
  readonly mailer: Mailer;
  readonly linkKeys: LinkKeys;
  readonly matchCodes: MatchCodes;
  readonly clock: Clock;
  readonly policy: CompiledPolicy;
  /** Base URL of the pages, without a slash at the end. */
  readonly consoleUrl: string;
}

/** Mails one approver their personal link and match code. Nothing in it is stored: both are derived again when needed. */
export async function mailApprovalLink(
  deps: MailApprovalLinkDeps,
  facts: Pick<RecordedFacts, 'incident' | 'evidence'>,
  approval: Approval,
  { person, generation }: ApproverLink,
): Promise<void> {
  const to = deps.policy.people.people.find(({ id }) => id === person)?.email;
  if (!mayRead(deps.policy.people, facts.incident, person)) throw new RestrictedError();
  if (to === undefined) throw new ConfigurationError(`The approver ${person} is not in people.yaml`);
  const key = await deps.linkKeys.sign({
    scope: 'approve',
    subject: approval.id,
    person,
    planHash: approval.planHash,
    generation,
    expiresAt: new Date(Date.parse(approval.expiresAt) + linkAfterlifeSeconds * 1000).toISOString(),
  });
  const mail = approvalMail({
    approval: approvalView(facts, approval, deps.clock.now()),
    url: `${deps.consoleUrl}/approve#${key}`,
    code: await deps.matchCodes.codeFor({ approvalId: approval.id, person, generation }),
    replaces: generation > 0,
  });
  await deps.mailer.send({ to, ...mail });
}
