import { NotFoundError } from '../../domain/errors.ts';
import { voided } from '../../domain/records/approval/approval-transitions.ts';
import type { Incident } from '../../domain/records/incident.ts';
import { personOf } from '../../domain/records/timeline.ts';
import { endWait } from '../../domain/records/transitions/incident-changes.ts';
import { type PendingCommand, pendingCommand } from '../../domain/response/commands/pending-command.ts';
import { resumeStep } from '../../domain/response/handover/resume-step.ts';
import type { Clock } from '../../ports/clock.ts';
import type { TokenVault } from '../../ports/crypto/token-vault.ts';
import type { ApprovalStore } from '../../ports/stores/approval-store.ts';
import type { IncidentOutline, IncidentStore } from '../../ports/stores/incident-store.ts';
import type { Workflow } from '../../ports/workflow.ts';
import { readApprovals } from '../records/read-approvals.ts';

export interface CompleteOpenWaitDeps {
  readonly incidents: IncidentStore;
  readonly approvals: ApprovalStore;
  readonly workflow: Workflow;
  readonly vault: TokenVault;
  readonly clock: Clock;
}

/**
 * Answers whichever wait is open with the person's command that counts now, if there is one. May be repeated: the
 * command is recorded, and a wait that is over answers `gone`. Where nothing waits, the next wait is answered as it opens.
 */
export async function completeOpenWait(
  deps: CompleteOpenWaitDeps,
  record: Pick<IncidentOutline, 'incident' | 'entries' | 'debts' | 'steps'>,
): Promise<void> {
  const pending = pendingCommand(record);
  if (pending === null) return;
  const { incident } = record;
  switch (incident.status) {
    case 'awaiting-approval':
      return await completeApproval(deps, incident.approvalId, pending);
    case 'verifying':
      return await completeVerification(deps, incident, pending);
    case 'handed-over':
      return await completeHandOver(deps, { ...record, incident }, pending);
    case 'opened':
    case 'triaging':
    case 'responding':
    case 'closed':
      return;
  }
}

/** The approval ends first, so that whoever clicks a moment later finds it void. */
async function completeApproval(
  { approvals, workflow, vault, clock }: CompleteOpenWaitDeps,
  approvalId: string,
  pending: PendingCommand,
): Promise<void> {
  const { command, by } = pending;
  const found = await approvals.readApproval(approvalId);
  if (found === null) throw new NotFoundError(`There is no approval ${approvalId}`);
  const reason = commandText(pending);
  const ended = voided(found, reason, personOf(by), clock.now());
  if (ended !== null) await approvals.saveApproval(ended);
  const decision = command === 'resolve' ? 'resolved' : 'taken-over';
  const token = await vault.open(found.encryptedToken, approvalId);
  await workflow.succeedTask(token, { decision, approvalId, reason, by });
}

async function completeVerification(
  { workflow, vault }: CompleteOpenWaitDeps,
  incident: Extract<Incident, { status: 'verifying' }>,
  pending: PendingCommand,
): Promise<void> {
  const token = await vault.open(incident.wait.encryptedToken, incident.id);
  const state = pending.command === 'resolve' ? 'resolved' : 'taken-over';
  await workflow.succeedTask(token, { state, reason: commandText(pending), by: pending.by });
}

/** Afterwards the token is forgotten: a second command must not find a wait that was answered. */
async function completeHandOver(
  { incidents, approvals, workflow, vault, clock }: CompleteOpenWaitDeps,
  record: Pick<IncidentOutline, 'steps'> & {
    readonly incident: Extract<Incident, { status: 'handed-over' }>;
  },
  { command, by, again, fresh }: PendingCommand,
): Promise<void> {
  const { incident } = record;
  if (incident.wait === null) return;
  const token = await vault.open(incident.wait.encryptedToken, incident.id);
  if (command !== 'resume') {
    await workflow.succeedTask(token, { command, by });
  } else {
    const resumed = fresh ? { fresh } : { nextStep: await nextStep(approvals, record, again) };
    await workflow.succeedTask(token, { command, by, ...resumed });
  }
  const answered = endWait(incident, clock.now());
  if (answered.ok) await incidents.saveIncident(answered.incident);
}

/** Beyond the last step where none is left. */
async function nextStep(
  store: ApprovalStore,
  record: Pick<IncidentOutline, 'incident' | 'steps'>,
  again: boolean,
): Promise<number> {
  const { plan } = record.incident.assessment ?? {};
  if (plan === undefined) return 0;
  const approvals = await readApprovals(store, record);
  return resumeStep(plan, record.steps, approvals, again)?.index ?? plan.steps.length;
}

/** `Taken over by ana`. */
function commandText({ command, given, by }: PendingCommand): string {
  if (command === 'resolve') return `Resolved by ${personOf(by)}`;
  return given === 'resolve'
    ? `Resolved by ${personOf(by)}, but it cannot be closed yet`
    : `Taken over by ${personOf(by)}`;
}
