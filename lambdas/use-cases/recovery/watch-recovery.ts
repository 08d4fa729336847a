import { NotFoundError } from '../../domain/errors.ts';
import type { Incident } from '../../domain/records/incident.ts';
import { resumeResponse, startRecoveryVerification } from '../../domain/records/incident-transitions.ts';
import { checksOf } from '../../domain/response/recovery/checks-name.ts';
import { graceSeconds } from '../../domain/response/recovery/judge-recovery.ts';
import { type RecoveryWatch, recoveryWatch } from '../../domain/response/recovery/recovery-watch.ts';
import type { IncidentRecord } from '../../ports/incident-store.ts';
import type { Schedules } from '../../ports/schedules.ts';
import { type CompleteOpenWaitDeps, completeOpenWait } from '../handover/complete-open-wait.ts';

export interface WatchRecoveryDeps extends CompleteOpenWaitDeps {
  readonly schedules: Schedules;
}

export interface WatchRecoveryInput {
  readonly incidentId: string;
  /** Null when nothing was done and recovery is only watched. */
  readonly stepIndex: number | null;
  readonly taskToken: string;
}

/** The checks go on for so long after the last moment at which they must have a verdict. */
const marginSeconds = 300;

/**
 * Begins to wait for recovery: keeps the sealed token and the deadline, and lets a schedule check every minute. Run
 * again it keeps the deadline and takes the newest token. What was commanded meanwhile is answered at once.
 */
export async function watchRecovery(deps: WatchRecoveryDeps, input: WatchRecoveryInput): Promise<void> {
  const record = await readRecord(deps, input.incidentId);
  if (record.incident.status === 'closed') {
    await deps.workflow.succeedTask(input.taskToken, {
      state: 'resolved',
      reason: 'The incident is closed',
      by: record.incident.closedBy,
    });
    return;
  }
  const watch = recoveryWatch(record, input.stepIndex);
  if (watch === null) {
    const reason = 'No metric tells whether it recovered: none is configured, or none has a baseline';
    await deps.workflow.succeedTask(input.taskToken, { state: 'inconclusive', reason });
    return;
  }
  const incident = await beginVerification(deps, record.incident, input, watch);
  if (incident.status !== 'verifying') return;
  const seconds = graceSeconds(watch.expectation) + marginSeconds;
  const until = new Date(Date.parse(incident.deadlineAt) + seconds * 1000);
  await deps.schedules.everyMinute(checksOf(incident.id), { incidentId: incident.id }, until);
  await completeOpenWait(deps, await readRecord(deps, input.incidentId));
}

async function beginVerification(
  { incidents, vault, clock }: WatchRecoveryDeps,
  before: Incident,
  { stepIndex, taskToken }: WatchRecoveryInput,
  { expectation, actedAt }: RecoveryWatch,
): Promise<Incident> {
  const now = clock.now();
  const since = actedAt === null ? now.getTime() : Date.parse(actedAt);
  const resumed = before.status === 'handed-over' ? resumeResponse(before, now) : null;
  const transition = startRecoveryVerification(resumed?.ok ? resumed.incident : before, {
    stepIndex,
    deadlineAt: new Date(since + expectation.withinSeconds * 1000),
    encryptedToken: await vault.seal(taskToken, before.id),
    now,
  });
  if (!transition.ok) throw new NotFoundError(transition.refusal.reason);
  // Resumed and verifying in one write.
  const incident = { ...transition.incident, version: before.version + 1 };
  await incidents.saveIncident(incident);
  return incident;
}

async function readRecord({ incidents }: WatchRecoveryDeps, incidentId: string): Promise<IncidentRecord> {
  const record = await incidents.readRecord(incidentId);
  if (record === null) throw new NotFoundError(`There is no incident ${incidentId}`);
  return record;
}
