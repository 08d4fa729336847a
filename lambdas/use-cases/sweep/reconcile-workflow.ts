import { UnauthenticatedError } from '../../domain/errors.ts';
import type { Approval } from '../../domain/records/approval/approval.ts';
import type { Incident } from '../../domain/records/incident.ts';
import type { Clock } from '../../ports/clock.ts';
import type { TokenVault } from '../../ports/crypto/token-vault.ts';
import type { ApprovalStore } from '../../ports/stores/approval-store.ts';
import type { IncidentOutline, IncidentStore } from '../../ports/stores/incident-store.ts';
import type { Workflow } from '../../ports/workflow.ts';

export interface ReconcileWorkflowDeps {
  readonly incidents: IncidentStore;
  readonly approvals: ApprovalStore;
  readonly workflow: Workflow;
  readonly vault: TokenVault;
  readonly clock: Clock;
}

/** Whoever answers a wait or writes the record at this moment has done so by then. */
const settleSeconds = 180;
/** No state without a wait takes longer, its retries included. */
const stuckSeconds = 900;

type Recorded = Pick<IncidentOutline, 'incident' | 'entries' | 'steps'>;

export type WorkflowMatch = 'matches' | 'restarted' | 'lost';

/**
 * Compares the wait that the record tells with the workflow that runs. Where they do not match, as after a backup was put back, or when the
 * key of a stored token is gone, the workflow's current state is done again: it takes a new token, and what was done is not done twice. `lost`:
 * that was tried for this very record, and did not help.
 */
export async function reconcileWorkflow(
  deps: ReconcileWorkflowDeps,
  record: Recorded,
  executionArn: string,
): Promise<WorkflowMatch> {
  const { incidents, workflow, clock } = deps;
  const { incident, entries } = record;
  const approval =
    incident.status === 'awaiting-approval' ? await deps.approvals.readApproval(incident.approvalId) : null;
  const ageSeconds = (clock.now().getTime() - Date.parse(lastTouched(record, approval))) / 1000;
  if (ageSeconds < settleSeconds || (await isAsRecorded(deps, incident, approval, ageSeconds)))
    return 'matches';
  const id = `workflow.restarted:${incident.version}`;
  if (entries.some((entry) => entry.id === id)) return 'lost';
  await incidents.appendEntry(incident.id, {
    id,
    at: clock.now().toISOString(),
    actor: 'firebreak:sweep',
    kind: 'workflow.restarted',
    text: 'The workflow did not wait for what the record says: its current step is done again',
    data: {},
  });
  await workflow.restart(executionArn, 'Its wait does not match the record of its incident');
  return 'restarted';
}

/** When anything of it was written last: what ends a wait is recorded, and the workflow then needs its time. So does a restart. */
function lastTouched({ incident, entries, steps }: Recorded, approval: Approval | null): string {
  const times = [
    incident.updatedAt,
    approval?.decidedAt,
    ...entries.map(({ at }) => at),
    ...steps.flatMap(({ guard, lock, result, verification, undo }) =>
      [guard, lock, result, verification, undo].map((each) => each?.at),
    ),
  ];
  return (
    times
      .filter((at) => typeof at === 'string')
      .toSorted()
      .at(-1) ?? incident.updatedAt
  );
}

async function isAsRecorded(
  deps: ReconcileWorkflowDeps,
  incident: Incident,
  approval: Approval | null,
  ageSeconds: number,
): Promise<boolean> {
  switch (incident.status) {
    case 'closed':
      return true;
    case 'opened':
    case 'triaging':
    case 'responding':
      return ageSeconds < stuckSeconds;
    case 'awaiting-approval':
      return approval !== null && (await isWaiting(deps, approval.encryptedToken, approval.id));
    case 'verifying':
      return await isWaiting(deps, incident.wait.encryptedToken, incident.id);
    case 'handed-over':
      return incident.wait !== null && (await isWaiting(deps, incident.wait.encryptedToken, incident.id));
    default:
      return incident satisfies never;
  }
}

async function isWaiting({ workflow, vault }: ReconcileWorkflowDeps, sealed: string, context: string) {
  try {
    return await workflow.isWaiting(await vault.open(sealed, context));
  } catch (error) {
    if (error instanceof UnauthenticatedError) return false;
    throw error;
  }
}
