import { voided } from '../../domain/records/approval/approval-transitions.ts';
import type { Incident } from '../../domain/records/incident.ts';
import { endWait } from '../../domain/records/transitions/incident-changes.ts';
import { pendingCommand } from '../../domain/response/commands/pending-command.ts';
import { remindersDue } from '../../domain/response/handover/reminders.ts';
import { hasSeverityDecision } from '../../domain/triage/severity/severity-entries.ts';
import type { EvidencePlugIn } from '../../ports/plug-ins/evidence-kind.ts';
import type { IncidentOutline } from '../../ports/stores/incident-store.ts';
import { type ReconcileApprovalDeps, reconcileApproval } from '../approvals/reconcile-approval.ts';
import { type CloseIncidentDeps, closeIncident } from '../closing/close-incident.ts';
import { completeOpenWait } from '../handover/complete-open-wait.ts';
import { escalateHandover } from '../handover/escalate-handover.ts';
import { type HandOverDeps, handOver } from '../handover/hand-over.ts';
import { nameJoinedAlerts } from '../notify/name-joined-alerts.ts';
import { type TellOutcomesDeps, tellOutcomes } from '../notify/tell-outcomes.ts';
import { type CheckRecoveryDeps, checkRecovery } from '../recovery/check-recovery.ts';
import { type ReadWhileDecidingDeps, readWhileDeciding } from '../recovery/read-while-deciding.ts';
import { reconcileSeverity } from '../severity/reconcile-severity.ts';
import { escalateOverdueUpdate } from '../updates/escalate-overdue-update.ts';
import { adoptDebts } from './adopt-debts.ts';
import { recordLost } from './read-again.ts';
import { reconcileWorkflow } from './reconcile-workflow.ts';

export interface SweepIncidentDeps
  extends HandOverDeps,
    ReconcileApprovalDeps,
    CheckRecoveryDeps,
    TellOutcomesDeps,
    ReadWhileDecidingDeps,
    CloseIncidentDeps {
  readonly evidenceKinds: readonly EvidencePlugIn[];
}

/** Whoever opened the incident has started its workflow by then. */
const startSeconds = 60;
/** The schedule of the checks has looked by then. */
const checkSeconds = 120;

/** Brings one open incident to where it must be by now. */
export async function sweepIncident(deps: SweepIncidentDeps, incident: Incident): Promise<void> {
  if (isYoung(deps, incident)) return;
  const outline = await deps.incidents.readOutline(incident.id);
  if (outline === null) return;
  await adoptDebts(deps.incidents, outline.incident, outline.debts);
  const isUpToDate = !hasSeverityDecision(outline.entries);
  // Notifications that cannot be sent must not keep the rest waiting.
  const failure = await failureOf(async () => {
    if (!isUpToDate) await reconcileRecord(deps, incident.id);
    const current = isUpToDate ? outline : await deps.incidents.readOutline(incident.id);
    if (current === null) return;
    await nameJoinedAlerts(deps, current);
    await tellOutcomes(deps, current);
    await escalateHandover(deps, current);
    await escalateOverdueUpdate(deps, current);
  });
  await readWhileDeciding(deps, outline);
  await bringOn(deps, incident, isUpToDate ? outline : null);
  if (failure !== null) throw failure.error;
}

async function failureOf(work: () => Promise<void>): Promise<{ readonly error: unknown } | null> {
  try {
    await work();
    return null;
  } catch (error) {
    return { error };
  }
}

/** `known`: read just now, unless something was written since. */
async function bringOn(
  deps: SweepIncidentDeps,
  incident: Incident,
  known: IncidentOutline | null,
): Promise<void> {
  // Starting what was started is harmless and tells its ARN.
  const executionArn = incident.executionArn ?? (await deps.workflow.start(incident.id));
  if ((await deps.workflow.status(executionArn)) !== 'running') {
    return await goOnWithoutWorkflow(deps, incident);
  }
  const outline = known ?? (await deps.incidents.readOutline(incident.id));
  const match = outline === null ? 'matches' : await reconcileWorkflow(deps, outline, executionArn);
  if (match === 'restarted') return;
  if (match === 'lost') {
    await deps.workflow.stop(executionArn, 'It does not match the record of its incident');
    return await goOnWithoutWorkflow(deps, incident);
  }
  switch (incident.status) {
    case 'awaiting-approval':
      await reconcileApproval(deps, incident.approvalId, outline);
      break;
    case 'verifying':
      if (isOverdue(deps, incident.deadlineAt)) await checkRecovery(deps, { incidentId: incident.id });
      break;
    case 'opened':
    case 'triaging':
    case 'responding':
    case 'handed-over':
    case 'closed':
      break;
    default:
      return incident satisfies never;
  }
  if (outline !== null && pendingCommand(outline) !== null) await completeCommandedWait(deps, incident.id);
}

/** Of most incidents nothing was decided since: the whole record is read for the others only. */
async function reconcileRecord(deps: SweepIncidentDeps, incidentId: string): Promise<void> {
  const record = await deps.incidents.readRecord(incidentId);
  if (record !== null) await reconcileSeverity(deps, record);
}

function isYoung({ clock }: SweepIncidentDeps, { openedAt }: Incident): boolean {
  return clock.now().getTime() - Date.parse(openedAt) < startSeconds * 1000;
}

/** An execution's name stays taken: nothing runs for this incident any more, so people have it, and their command ends it. */
async function goOnWithoutWorkflow(deps: SweepIncidentDeps, { id }: Incident): Promise<void> {
  // The workflow may have closed it between the list and the look at the execution.
  const record = await deps.incidents.readRecord(id);
  if (record === null || record.incident.status === 'closed') return;
  const { incident } = record;
  if (incident.status !== 'handed-over' || incident.wait !== null) await giveToPeople(deps, record);
  const pending = pendingCommand(record);
  if (pending?.command !== 'resolve') return await remind(deps, id);
  await closeIncident(deps, { incidentId: id, outcome: 'resolved-by-person', closedBy: pending.by });
}

async function giveToPeople(
  deps: SweepIncidentDeps,
  { incident, entries }: Pick<IncidentOutline, 'incident' | 'entries'>,
): Promise<void> {
  await deps.incidents.appendEntry(incident.id, {
    id: 'workflow.ended',
    at: deps.clock.now().toISOString(),
    actor: 'firebreak:sweep',
    kind: 'workflow.ended',
    text: 'The workflow ended before the incident was closed: automation has ended',
    data: {},
  });
  await withdrawApproval(deps, incident);
  if (incident.status !== 'handed-over') {
    const reason = entries.some(({ kind }) => kind === recordLost)
      ? 'its record was lost, and what Firebreak did before that is not known'
      : 'its workflow ended before it was closed';
    return await handOver(deps, { incidentId: incident.id, reason, reminder: 0, taskToken: null });
  }
  // People were notified already; only nobody waits for their answer any more.
  const answered = endWait(incident, deps.clock.now());
  if (answered.ok) await deps.incidents.saveIncident(answered.incident);
}

/** Nobody acts on it any more: whoever clicks a moment later is told so. */
async function withdrawApproval({ approvals, clock }: SweepIncidentDeps, incident: Incident): Promise<void> {
  if (incident.status !== 'awaiting-approval') return;
  const approval = await approvals.readApproval(incident.approvalId);
  const ended = approval === null ? null : voided(approval, 'The workflow ended', null, clock.now());
  if (ended !== null) await approvals.saveApproval(ended);
}

/** What the workflow would do: a reminder now and then, and after two weeks it is closed as unattended. */
async function remind(deps: SweepIncidentDeps, id: string): Promise<void> {
  const incident = await deps.incidents.readIncident(id);
  if (incident?.status !== 'handed-over') return;
  const due = remindersDue((deps.clock.now().getTime() - Date.parse(incident.since)) / 1000);
  if (due === 'unattended') {
    await closeIncident(deps, { incidentId: incident.id, outcome: 'unattended', closedBy: 'firebreak' });
    return;
  }
  if (due <= incident.reminders) return;
  const { id: incidentId, reason } = incident;
  await handOver(deps, { incidentId, reason, reminder: due, taskToken: null });
}

/** A command is recorded before the wait is answered: here a lost answer is given again. */
async function completeCommandedWait(deps: SweepIncidentDeps, incidentId: string): Promise<void> {
  const outline = await deps.incidents.readOutline(incidentId);
  if (outline !== null) await completeOpenWait(deps, outline);
}

function isOverdue({ clock }: SweepIncidentDeps, deadlineAt: string): boolean {
  return clock.now().getTime() > Date.parse(deadlineAt) + checkSeconds * 1000;
}
