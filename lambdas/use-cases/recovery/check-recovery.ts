import { findFlappingAlert } from '../../domain/correlation/flapping.ts';
import { NotFoundError } from '../../domain/errors.ts';
import { findService } from '../../domain/policy/find-service.ts';
import type { Incident } from '../../domain/records/incident.ts';
import type { RecoveryVerdict } from '../../domain/records/recovery.ts';
import { checksOf, observationsOf, smokeTestsOf } from '../../domain/response/recovery/checks-name.ts';
import {
  judgedEntry,
  recordedVerdict,
  recoveryWatch,
  verifiedStep,
} from '../../domain/response/recovery/recovery-watch.ts';
import type { TokenVault } from '../../ports/crypto/token-vault.ts';
import type { Schedules } from '../../ports/schedules.ts';
import type { IncidentRecord } from '../../ports/stores/incident-store.ts';
import type { Workflow } from '../../ports/workflow.ts';
import { type LookAtRecoveryDeps, type LookedAt, lookAtRecovery } from './look-at-recovery.ts';

export interface CheckRecoveryDeps extends LookAtRecoveryDeps {
  readonly schedules: Schedules;
  readonly workflow: Workflow;
  readonly vault: TokenVault;
}

type Verifying = Extract<Incident, { status: 'verifying' }>;
type Outcome = Pick<RecoveryVerdict, 'state' | 'reason'>;

/**
 * One look at whether the system is back, judging the whole series since the action. A verdict is recorded first, then
 * resumes the workflow, then ends the checks; run again it repeats only what is missing. Without a wait to judge for it
 * ends the checks. Returns the verdict, or null when it is too early for one.
 */
export async function checkRecovery(
  deps: CheckRecoveryDeps,
  { incidentId }: { readonly incidentId: string },
): Promise<{ readonly state: RecoveryVerdict['state'] | null }> {
  const record = await deps.incidents.readRecord(incidentId);
  if (record === null) throw new NotFoundError(`There is no incident ${incidentId}`);
  const { incident } = record;
  if (incident.status !== 'verifying') {
    await deps.schedules.remove(checksOf(incidentId));
    return { state: null };
  }
  const outcome = recordedVerdict({ ...record, incident }) ?? (await judge(deps, record, incident));
  if (outcome === null) return { state: null };
  const token = await deps.vault.open(incident.wait.encryptedToken, incidentId);
  await deps.workflow.succeedTask(token, { state: outcome.state, reason: outcome.reason });
  await deps.schedules.remove(checksOf(incidentId));
  if ((findService(deps.policy, incident)?.smokeTests.length ?? 0) > 0) {
    await deps.schedules.remove(smokeTestsOf(incidentId));
  }
  const step = record.steps.find(({ index }) => index === incident.stepIndex);
  if (step !== undefined && step.settling !== null) {
    await deps.schedules.remove(observationsOf(incidentId, step.index));
  }
  return { state: outcome.state };
}

/** The verdict, recorded, or null when it is too early for one. */
async function judge(
  deps: CheckRecoveryDeps,
  record: IncidentRecord,
  incident: Verifying,
): Promise<Outcome | null> {
  const now = deps.clock.now();
  const watch = recoveryWatch(record, incident.stepIndex);
  const judgement: LookedAt =
    watch === null
      ? { state: 'inconclusive', reason: 'No metric shows whether it recovered', readings: [] }
      : holdWhileFlapping(
          deps,
          record,
          incident,
          await lookAtRecovery(deps, record, incident, watch, now),
          now,
        );
  if (judgement.state === 'not-yet') return null;
  const verdict: RecoveryVerdict = { ...judgement, state: judgement.state };
  const step = record.steps.find(({ index }) => index === incident.stepIndex);
  if (step === undefined) {
    await deps.incidents.appendEntry(incident.id, judgedEntry(incident, verdict, now));
  } else {
    await deps.incidents.saveStep(verifiedStep(step, verdict, now));
  }
  return verdict;
}

/** An alert that flaps says that it is not over, whatever the metrics say at this moment. */
function holdWhileFlapping(
  { policy }: CheckRecoveryDeps,
  { alerts }: IncidentRecord,
  { deadlineAt }: Verifying,
  judgement: LookedAt,
  now: Date,
): LookedAt {
  const flappingAlert =
    judgement.state === 'recovered' ? findFlappingAlert(alerts, policy.correlation.flapping, now) : null;
  if (flappingAlert === null) return judgement;
  const state = now.getTime() < Date.parse(deadlineAt) ? 'not-yet' : 'inconclusive';
  return {
    ...judgement,
    state,
    reason: `${judgement.reason}, but the alert ${flappingAlert.alert.title} is flapping`,
  };
}
