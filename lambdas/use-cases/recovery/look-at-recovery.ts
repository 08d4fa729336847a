import { findService } from '../../domain/policy/find-service.ts';
import type { CompiledPolicy } from '../../domain/policy/policy.ts';
import type { ServicePolicy } from '../../domain/policy/schemas/services-schema.ts';
import type { Incident } from '../../domain/records/incident.ts';
import type { Criterion, RecoveryLook } from '../../domain/records/recovery-look/recovery-look.ts';
import { concludeLook } from '../../domain/response/recovery/criteria/conclude-look.ts';
import { judgeCriteria } from '../../domain/response/recovery/criteria/judge-criteria.ts';
import {
  besideCriteria,
  flowCriteria,
  metricsBeside,
  promiseCriterion,
} from '../../domain/response/recovery/criteria/success-criteria.ts';
import {
  graceSeconds,
  judgeRecovery,
  type RecoveryJudgement,
} from '../../domain/response/recovery/judge-recovery.ts';
import { leastTraffic } from '../../domain/response/recovery/least-traffic.ts';
import { isLookDue } from '../../domain/response/recovery/look-pace.ts';
import type { RecoveryInput } from '../../domain/response/recovery/recovery-input.ts';
import { deadlineOf, type RecoveryWatch } from '../../domain/response/recovery/recovery-watch.ts';
import type { EvidenceConditions } from '../../domain/triage/conditions/evidence-conditions.ts';
import type { Clock } from '../../ports/clock.ts';
import type { MetricSeriesReader } from '../../ports/metric-series-reader.ts';
import type { IncidentRecord, IncidentStore } from '../../ports/stores/incident-store.ts';
import { raiseForSeries } from '../severity/raise-for-series.ts';
import { pointsByName, readableMetrics, readBeside, readOrNothing } from './read-criteria-series.ts';

export interface LookAtRecoveryDeps {
  readonly incidents: IncidentStore;
  readonly evidenceKinds: readonly EvidenceConditions[];
  readonly policy: CompiledPolicy;
  readonly series: MetricSeriesReader;
  readonly clock: Clock;
}

/** A judgement with what it was made of; without criteria: nothing was looked at. */
export type LookedAt = RecoveryJudgement & { readonly criteria?: readonly Criterion[] };

type Verifying = Extract<Incident, { status: 'verifying' }>;

/** Reads what recovery is judged by, judges it, and keeps what was seen. */
export async function lookAtRecovery(
  deps: LookAtRecoveryDeps,
  record: IncidentRecord,
  incident: Verifying,
  watch: RecoveryWatch,
  now: Date,
): Promise<LookedAt> {
  const { expectation, guards, actedAt } = watch;
  const since = new Date(actedAt ?? incident.since);
  const settledAt = new Date(watch.settledAt ?? incident.since);
  const before = record.recoveryLook?.since === incident.since ? record.recoveryLook : null;
  const extendedUntil = before?.extendedUntil ?? null;
  const usualDeadline = earlier(new Date(incident.deadlineAt), deadlineOf(watch, since));
  const deadlineAt = extendedUntil === null ? usualDeadline : new Date(extendedUntil);
  const service = findService(deps.policy, incident);
  const periodSeconds = service?.metrics[expectation.metric]?.periodSeconds ?? 60;
  const firstReadingAt = since.getTime() + (expectation.settleSeconds + periodSeconds) * 1000;
  if (now.getTime() < Math.min(firstReadingAt, deadlineAt.getTime())) {
    return { state: 'not-yet', reason: 'Nothing has settled yet', readings: [] };
  }
  const grace = extendedUntil === null ? graceSeconds(expectation, periodSeconds) : 0;
  const endsAt = new Date(deadlineAt.getTime() + grace * 1000);
  const metrics =
    service === null
      ? []
      : readableMetrics(service, [expectation.metric, 'traffic', ...guards.map(({ metric }) => metric)]);
  if (service !== null && now.getTime() < endsAt.getTime()) {
    const plan = { record, service, metrics, since: new Date(firstReadingAt), endsAt, now };
    if (!isLookDue(plan)) {
      return { state: 'not-yet', reason: 'Metrics are not read in this minute', readings: [] };
    }
  }
  const span = { from: since, until: now };
  const { series } =
    service === null
      ? { series: [] }
      : await readOrNothing(
          () => deps.series.readSeries({ service, metrics, ...span }),
          now.getTime() >= endsAt.getTime(),
        );
  await raiseForSeries(deps, record, series);
  const input: RecoveryInput = {
    expectation,
    guards,
    series: pointsByName(series),
    leastTraffic: leastTraffic(record.evidence, deps.policy.guardrails.recovery),
    periodSeconds,
    since,
    settledAt,
    deadlineAt,
    now,
  };
  const main = judgeRecovery(input);
  const found = await criteriaOf(deps, { record, incident, service, input, main });
  const concluded = concludeLook({
    main,
    criteria: found.all,
    endsAt,
    extendedUntil,
    extendSeconds: deps.policy.guardrails.recovery.extendMinutes * 60,
    now,
  });
  const look: RecoveryLook = {
    at: now.toISOString(),
    since: incident.since,
    stepIndex: incident.stepIndex,
    metricsGoodAt: found.areMetricsGood ? (before?.metricsGoodAt ?? now.toISOString()) : null,
    extendedUntil: concluded.extendedUntil,
    criteria: found.all,
  };
  await deps.incidents.saveRecoveryLook(incident.id, look);
  if (concluded.extendedUntil !== null && extendedUntil === null) {
    await tellExtended(deps, incident, concluded.judgement.reason, now);
  }
  return { ...concluded.judgement, criteria: found.all };
}

interface Looked {
  readonly record: IncidentRecord;
  readonly incident: Verifying;
  readonly service: ServicePolicy | null;
  readonly input: RecoveryInput;
  readonly main: RecoveryJudgement;
}

/** What has to be true, as it is. The metrics beside the promise are billed: they are read once that is kept. */
async function criteriaOf(
  { series: reader }: LookAtRecoveryDeps,
  { record, incident, service, input, main }: Looked,
): Promise<{ readonly all: readonly Criterion[]; readonly areMetricsGood: boolean }> {
  const promise = promiseCriterion(input, main);
  const step = record.incident.assessment?.plan.steps[incident.stepIndex ?? -1];
  // What restores follows a recovery that was judged by all of this.
  if (service === null || step?.phase === 'restore') {
    return { all: [promise], areMetricsGood: main.state === 'recovered' };
  }
  if (main.state !== 'recovered')
    return { all: [promise, ...flowCriteria(service, record, input)], areMetricsGood: false };
  const wanted = readableMetrics(service, metricsBeside(service, input.expectation.metric));
  const span = { from: input.since, until: input.now };
  const series = pointsByName(await readBeside(reader, service, wanted, span));
  const beside = besideCriteria(service, record, { ...input, series: { ...input.series, ...series } });
  return {
    all: [promise, ...beside, ...flowCriteria(service, record, input)],
    areMetricsGood: judgeCriteria([promise, ...beside]).state === 'met',
  };
}

/** Once for each wait. */
async function tellExtended(
  { incidents }: Pick<LookAtRecoveryDeps, 'incidents'>,
  { id, since }: Verifying,
  text: string,
  now: Date,
): Promise<void> {
  await incidents.appendEntry(id, {
    id: `recovery.extended:${since}`,
    at: now.toISOString(),
    actor: 'firebreak:watch-recovery',
    kind: 'recovery.extended',
    text,
    data: {},
  });
}

function earlier(one: Date, other: Date): Date {
  return one < other ? one : other;
}
