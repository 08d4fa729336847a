import { NotFoundError } from '../../domain/errors.ts';
import { findService } from '../../domain/policy/find-service.ts';
import type { CompiledPolicy } from '../../domain/policy/policy.ts';
import type { Incident } from '../../domain/records/incident.ts';
import {
  resumeResponse,
  startRecoveryVerification,
} from '../../domain/records/transitions/incident-transitions.ts';
import { checksOf, observationsOf, smokeTestsOf } from '../../domain/response/recovery/checks-name.ts';
import { graceSeconds } from '../../domain/response/recovery/judge-recovery.ts';
import {
  deadlineOf,
  type RecoveryWatch,
  recoveryWatch,
} from '../../domain/response/recovery/recovery-watch.ts';
import type { Schedules } from '../../ports/schedules.ts';
import type { IncidentRecord } from '../../ports/stores/incident-store.ts';
import { type CompleteOpenWaitDeps, completeOpenWait } from '../handover/complete-open-wait.ts';

export interface WatchRecoveryDeps extends CompleteOpenWaitDeps {
  readonly schedules: Schedules;
  readonly policy: CompiledPolicy;
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
    const reason = 'No metric shows whether it recovered: none is configured, or none has a baseline';
    await deps.workflow.succeedTask(input.taskToken, { state: 'inconclusive', reason });
    return;
  }
  const incident = await beginVerification(deps, record.incident, input, watch);
  if (incident.status !== 'verifying') return;
  const extendSeconds = deps.policy.guardrails.recovery.extendMinutes * 60;
  const seconds = graceSeconds(watch.expectation) + extendSeconds + marginSeconds;
  const until = new Date(Date.parse(incident.deadlineAt) + seconds * 1000);
  await scheduleObservations(deps, incident, watch);
  const check = { function: 'watch-recovery', payload: { incidentId: incident.id } };
  await deps.schedules.everyMinute(checksOf(incident.id), check, until);
  if ((findService(deps.policy, incident)?.smokeTests.length ?? 0) > 0) {
    const run = { function: 'run-smoke-tests', payload: { incidentId: incident.id } };
    await deps.schedules.everyMinute(smokeTestsOf(incident.id), run, until);
  }
  await completeOpenWait(deps, await readRecord(deps, input.incidentId));
}

/** The function of the action looks by itself, with its own role, and records what it saw. */
async function scheduleObservations(
  { schedules }: WatchRecoveryDeps,
  { id: incidentId, assessment, stepIndex }: Extract<Incident, { status: 'verifying' }>,
  { isSettled, settledAt }: RecoveryWatch,
): Promise<void> {
  const step = stepIndex === null ? undefined : assessment?.plan.steps[stepIndex];
  if (isSettled || settledAt === null || step === undefined) return;
  const payload = { operation: 'observe', incidentId, stepIndex: step.index };
  await schedules.everyMinute(
    observationsOf(incidentId, step.index),
    { function: `action-${step.action}`, payload },
    new Date(settledAt),
  );
}

async function beginVerification(
  { incidents, vault, clock }: WatchRecoveryDeps,
  before: Incident,
  { stepIndex, taskToken }: WatchRecoveryInput,
  watch: RecoveryWatch,
): Promise<Incident> {
  const now = clock.now();
  const resumed = before.status === 'handed-over' ? resumeResponse(before, now) : null;
  const transition = startRecoveryVerification(resumed?.ok ? resumed.incident : before, {
    stepIndex,
    deadlineAt: deadlineOf(watch, now),
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
