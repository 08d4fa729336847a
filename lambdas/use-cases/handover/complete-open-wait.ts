import { NotFoundError } from '../../domain/errors.ts';
import { voided } from '../../domain/records/approval-transitions.ts';
import type { Incident } from '../../domain/records/incident.ts';
import { endWait } from '../../domain/records/incident-changes.ts';
import { type PendingCommand, pendingCommand } from '../../domain/response/commands/pending-command.ts';
import type { ApprovalStore } from '../../ports/approval-store.ts';
import type { Clock } from '../../ports/clock.ts';
import type { TokenVault } from '../../ports/crypto/token-vault.ts';
import type { IncidentOutline, IncidentStore } from '../../ports/incident-store.ts';
import type { Workflow } from '../../ports/workflow.ts';

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
  record: Pick<IncidentOutline, 'incident' | 'entries' | 'debts'>,
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
      return await completeHandOver(deps, incident, pending);
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
  { command, by }: PendingCommand,
): Promise<void> {
  const found = await approvals.readApproval(approvalId);
  if (found === null) throw new NotFoundError(`There is no approval ${approvalId}`);
  const reason = command === 'resolve' ? `Resolved by ${personOf(by)}` : `Taken over by ${personOf(by)}`;
  const ended = voided(found, reason, personOf(by), clock.now());
  if (ended !== null) await approvals.saveApproval(ended);
  const decision = command === 'resolve' ? 'resolved' : 'taken-over';
  const token = await vault.open(found.encryptedToken, approvalId);
  await workflow.succeedTask(token, { decision, approvalId, reason, by });
}

async function completeVerification(
  { workflow, vault }: CompleteOpenWaitDeps,
  incident: Extract<Incident, { status: 'verifying' }>,
  { command, by }: PendingCommand,
): Promise<void> {
  const token = await vault.open(incident.wait.encryptedToken, incident.id);
  const state = command === 'resolve' ? 'resolved' : 'taken-over';
  await workflow.succeedTask(token, { state, reason: `${command} by ${personOf(by)}`, by });
}

/** Afterwards the token is forgotten: a second command must not find a wait that was answered. */
async function completeHandOver(
  { incidents, workflow, vault, clock }: CompleteOpenWaitDeps,
  incident: Extract<Incident, { status: 'handed-over' }>,
  { command, by }: PendingCommand,
): Promise<void> {
  if (incident.wait === null) return;
  const token = await vault.open(incident.wait.encryptedToken, incident.id);
  await workflow.succeedTask(token, { command, by });
  const answered = endWait(incident, clock.now());
  if (answered.ok) await incidents.saveIncident(answered.incident);
}

function personOf(actor: string): string {
  return actor.replace(/^person:/, '');
}
