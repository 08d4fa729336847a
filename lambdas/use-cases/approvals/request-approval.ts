import { NotFoundError, UnauthenticatedError } from '../../domain/errors.ts';
import { approversOf } from '../../domain/policy/people/may-read.ts';
import type { CompiledPolicy } from '../../domain/policy/policy.ts';
import type { Approval } from '../../domain/records/approval/approval.ts';
import {
  unsentLinks,
  voided,
  withNewLinks,
  withSentLink,
  withToken,
} from '../../domain/records/approval/approval-transitions.ts';
import { awaitApproval } from '../../domain/records/approval/await-approval.ts';
import { peopleNeeded } from '../../domain/records/guardrails/guardrail-verdict.ts';
import { currentGuard } from '../../domain/records/step-record.ts';
import type { EvidenceDescription } from '../../domain/reporting/evidence/evidence-description.ts';
import { approvalNotification } from '../../domain/reporting/notifications/approval-notification.ts';
import { firstAsked } from '../../domain/response/approvals/asking.ts';
import { mayRunUnanswered } from '../../domain/response/approvals/no-answer.ts';
import { approvalIdOf, openApproval } from '../../domain/response/approvals/open-approval.ts';
import { overtakenApproval } from '../../domain/response/approvals/overtaken-approval.ts';
import { pendingCommand } from '../../domain/response/commands/pending-command.ts';
import { mayApprove } from '../../domain/sign-in/approval-sign-in.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Notifier } from '../../ports/notifier.ts';
import type { ApprovalStore } from '../../ports/stores/approval-store.ts';
import type { IncidentRecord, IncidentStore } from '../../ports/stores/incident-store.ts';
import { completeOpenWait } from '../handover/complete-open-wait.ts';
import { type DeliverDecisionDeps, deliverDecision } from './deliver-decision.ts';

export interface RequestApprovalDeps extends DeliverDecisionDeps {
  readonly evidenceKinds: readonly EvidenceDescription[];
  readonly incidents: IncidentStore;
  readonly approvals: ApprovalStore;
  readonly notifier: Notifier;
  readonly clock: Clock;
  readonly policy: CompiledPolicy;
}

export interface RequestApprovalInput {
  readonly incidentId: string;
  readonly stepIndex: number;
  readonly reasons: readonly string[];
  readonly taskToken: string;
}

/**
 * Asks those whose turn it is to decide one step; the sweep asks the next. Repeating it keeps the newest task token, asks nobody twice once the
 * incident is recorded as waiting, and answers at once when the approval was decided meanwhile. A person who gave a
 * command before there was a wait is obeyed instead.
 */
export async function requestApproval(deps: RequestApprovalDeps, input: RequestApprovalInput): Promise<void> {
  const record = await deps.incidents.readRecord(input.incidentId);
  if (record === null) throw new NotFoundError(`There is no incident ${input.incidentId}`);
  const opened = await openOnce(deps, record, input);
  const waiting = awaitApproval(record.incident, opened, deps.clock.now());
  if (waiting.ok && opened.state === 'pending' && pendingCommand(record) !== null) {
    await completeOpenWait(deps, { ...record, incident: waiting.incident });
    return;
  }
  const approval = await endIfStale(deps, record, opened);
  if (approval.state !== 'pending') {
    await deliverDecision(deps, approval);
    return;
  }
  if (waiting.ok) {
    await ask(deps, record, approval, approval.links);
    await deps.incidents.saveIncident(waiting.incident);
    return;
  }
  // Everybody was asked before, but may have a link whose key is gone.
  const sent = await ask(deps, record, approval, unsentLinks(approval));
  if (sent !== approval) await deps.approvals.saveApproval(sent);
}

/** The step's one approval, holding the token of the newest attempt. */
async function openOnce(
  deps: RequestApprovalDeps,
  { incident, steps }: IncidentRecord,
  { stepIndex, reasons, taskToken }: RequestApprovalInput,
): Promise<Approval> {
  const plan = incident.assessment?.plan;
  const step = plan?.steps[stepIndex];
  if (plan === undefined || step === undefined) {
    throw new NotFoundError(`The plan of ${incident.id} has no step ${stepIndex}`);
  }
  const stepRecord = steps.find(({ index }) => index === stepIndex);
  const round = stepRecord?.round ?? 0;
  const id = approvalIdOf(incident.id, stepIndex, round);
  const encryptedToken = await deps.vault.seal(taskToken, id);
  const { expiresAfterMinutes } = deps.policy.people.approvals;
  const now = deps.clock.now();
  const verdict = stepRecord === undefined ? null : currentGuard(stepRecord).verdict;
  const needed = verdict === null ? 1 : peopleNeeded(verdict);
  const approval = openApproval({
    incidentId: incident.id,
    plan,
    step,
    round,
    reasons,
    approvers: firstAsked(deps.policy, incident, step, needed, now),
    peopleNeeded: needed,
    runsUnanswered: verdict !== null && mayRunUnanswered(deps.policy.people, incident, step, verdict),
    expiresAfterMinutes,
    encryptedToken,
    now,
  });
  if ((await deps.approvals.createApproval(approval)) === 'created') return approval;
  const existing = await deps.approvals.readApproval(id);
  if (existing === null) throw new NotFoundError(`There is no approval ${id}`);
  const asked = (await canOpen(deps, existing)) ? existing : withNewLinks(existing);
  const renewed = withToken(asked, encryptedToken);
  await deps.approvals.saveApproval(renewed);
  return renewed;
}

/** False when the keys of the approval are gone, and those of its links with them. */
async function canOpen({ vault }: RequestApprovalDeps, approval: Approval): Promise<boolean> {
  try {
    await vault.open(approval.encryptedToken, approval.id);
    return true;
  } catch (error) {
    if (error instanceof UnauthenticatedError) return false;
    throw error;
  }
}

const nobodyToAsk = 'The incident is security-sensitive, and no approver may see it';
const nobodySignsIn = 'It takes a sign-in, and people.yaml has no `oidc.subject` of any approver';

/** Why the people whom policy names could not let the step run, however they decide; null when they could. */
function whyNobodyCan(
  { peopleNeeded: needed = 1, step: { proposedBy } }: Approval,
  able: readonly string[],
  approvers: readonly string[],
): string | null {
  if (approvers.length === 0 && proposedBy?.of != null) {
    return `The agent of ${proposedBy.of} proposed it, and nobody else may decide`;
  }
  if (able.length === 0) return approvers.length === 0 ? nobodyToAsk : nobodySignsIn;
  if (able.length >= needed) return null;
  return `${needed} people must agree, and only ${able.join(', ')} may decide`;
}

/** Nobody is asked about what the record already answers, such as alerts that resolved or a person who took over. */
async function endIfStale(
  { approvals, clock, policy }: RequestApprovalDeps,
  record: IncidentRecord,
  approval: Approval,
): Promise<Approval> {
  const now = clock.now();
  const able = approversOf(policy.people, record.incident, approval.step);
  const impossible = whyNobodyCan(
    approval,
    able.filter((person) => mayApprove(policy.people, person, approval.step)),
    able,
  );
  const stale =
    impossible === null
      ? overtakenApproval(record, approval, policy, now)
      : voided(approval, impossible, null, now);
  if (stale === null) return approval;
  await approvals.saveApproval(stale);
  return stale;
}

/** One by one; when one cannot be asked, those who were are remembered, so that a retry does not ask them again. */
async function ask(
  deps: RequestApprovalDeps,
  record: IncidentRecord,
  approval: Approval,
  links: Approval['links'],
): Promise<Approval> {
  let sent = approval;
  try {
    for (const link of links) {
      if (link.sentAt !== null) continue;
      const notification = approvalNotification(record, approval, link, deps.clock.now(), deps.evidenceKinds);
      await deps.notifier.notify(notification, {
        incident: record.incident,
        actor: 'firebreak:request-approval',
      });
      sent = { ...withSentLink(sent, link.person, deps.clock.now()), version: approval.version + 1 };
    }
  } catch (error) {
    if (sent !== approval) await deps.approvals.saveApproval(sent);
    throw error;
  }
  return sent;
}
