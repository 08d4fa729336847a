import { findFlappingAlert } from '../../domain/correlation/flapping.ts';
import { DependencyUnavailableError, FirebreakError, NotFoundError } from '../../domain/errors.ts';
import { findService } from '../../domain/policy/find-service.ts';
import { isSeries } from '../../domain/policy/metric-source.ts';
import type { CompiledPolicy } from '../../domain/policy/policy.ts';
import type { ServicePolicy } from '../../domain/policy/services-schema.ts';
import type { MetricName } from '../../domain/records/evidence.ts';
import type { Incident } from '../../domain/records/incident.ts';
import type { RecoveryVerdict } from '../../domain/records/recovery.ts';
import { checksOf, observationsOf } from '../../domain/response/recovery/checks-name.ts';
import {
  graceSeconds,
  judgeRecovery,
  type RecoveryJudgement,
} from '../../domain/response/recovery/judge-recovery.ts';
import { leastTraffic } from '../../domain/response/recovery/least-traffic.ts';
import { isLookDue } from '../../domain/response/recovery/look-pace.ts';
import {
  deadlineOf,
  judgedEntry,
  type RecoveryWatch,
  recordedVerdict,
  recoveryWatch,
  verifiedStep,
} from '../../domain/response/recovery/recovery-watch.ts';
import type { EvidenceConditions } from '../../domain/triage/conditions/evidence-conditions.ts';
import type { Clock } from '../../ports/clock.ts';
import type { TokenVault } from '../../ports/crypto/token-vault.ts';
import type { MetricSeriesReader, SeriesResult } from '../../ports/metric-series-reader.ts';
import type { Schedules } from '../../ports/schedules.ts';
import type { IncidentRecord, IncidentStore } from '../../ports/stores/incident-store.ts';
import type { Workflow } from '../../ports/workflow.ts';
import { raiseForSeries } from '../severity/raise-for-series.ts';

export interface CheckRecoveryDeps {
  readonly incidents: IncidentStore;
  readonly evidenceKinds: readonly EvidenceConditions[];
  readonly policy: CompiledPolicy;
  readonly series: MetricSeriesReader;
  readonly schedules: Schedules;
  readonly workflow: Workflow;
  readonly vault: TokenVault;
  readonly clock: Clock;
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
  const judgement: RecoveryJudgement =
    watch === null
      ? { state: 'inconclusive', reason: 'No metric shows whether it recovered', readings: [] }
      : holdWhileFlapping(deps, record, incident, await look(deps, record, incident, watch, now), now);
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
  judgement: RecoveryJudgement,
  now: Date,
): RecoveryJudgement {
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

async function look(
  deps: CheckRecoveryDeps,
  record: IncidentRecord,
  incident: Verifying,
  watch: RecoveryWatch,
  now: Date,
): Promise<RecoveryJudgement> {
  const { expectation, guards, actedAt } = watch;
  const since = new Date(actedAt ?? incident.since);
  const settledAt = new Date(watch.settledAt ?? incident.since);
  const deadlineAt = earlier(new Date(incident.deadlineAt), deadlineOf(watch, since));
  const service = findService(deps.policy, incident);
  const periodSeconds = service?.metrics[expectation.metric]?.periodSeconds ?? 60;
  const firstReadingAt = since.getTime() + (expectation.settleSeconds + periodSeconds) * 1000;
  if (now.getTime() < Math.min(firstReadingAt, deadlineAt.getTime())) {
    return { state: 'not-yet', reason: 'Nothing has settled yet', readings: [] };
  }
  const endsAt = new Date(deadlineAt.getTime() + graceSeconds(expectation, periodSeconds) * 1000);
  const wanted: readonly MetricName[] = [
    expectation.metric,
    'traffic',
    ...guards.map(({ metric }) => metric),
  ];
  const metrics = service === null ? [] : readable(service, wanted);
  if (service !== null && now.getTime() < endsAt.getTime()) {
    const plan = { record, service, metrics, since: new Date(firstReadingAt), endsAt, now };
    if (!isLookDue(plan)) {
      return { state: 'not-yet', reason: 'Metrics are not read in this minute', readings: [] };
    }
  }
  const { series } =
    service === null
      ? { series: [] }
      : await readOrNothing(
          () => deps.series.readSeries({ service, metrics, from: since, until: now }),
          now.getTime() >= endsAt.getTime(),
        );
  await raiseForSeries(deps, record, series);
  const points = Object.fromEntries(series.map((each) => [each.name, each.points]));
  return judgeRecovery({
    expectation,
    guards,
    series: points,
    leastTraffic: leastTraffic(record.evidence, deps.policy.guardrails.recovery),
    periodSeconds,
    since,
    settledAt,
    deadlineAt,
    now,
  });
}

function earlier(one: Date, other: Date): Date {
  return one < other ? one : other;
}

/** A lone current value is no series: the readings in a row that recovery takes cannot be seen in it. */
function readable({ metrics }: ServicePolicy, wanted: readonly MetricName[]): readonly MetricName[] {
  return wanted.filter((name) => {
    const policy = metrics[name];
    return policy !== undefined && isSeries(policy);
  });
}

/**
 * Until the last moment a failing reader fails the check, and the next minute has another; after it, time is up. With a
 * metric missing nothing is judged: it may be the one that got worse.
 */
async function readOrNothing(
  read: () => Promise<SeriesResult>,
  isLate: boolean,
): Promise<Pick<SeriesResult, 'series'>> {
  try {
    const result = await read();
    const missing = result.missing?.[0];
    if (missing === undefined) return result;
    throw new DependencyUnavailableError(`${missing.name} could not be read: ${missing.reason}`);
  } catch (error) {
    if (!isLate || !(error instanceof FirebreakError)) throw error;
    return { series: [] };
  }
}
