import type { ServicePolicy } from '../../../policy/schemas/services-schema.ts';
import { type MetricName, readingsOf } from '../../../records/evidence.ts';
import type { RecordedFacts } from '../../../records/recorded-facts.ts';
import type { Criterion } from '../../../records/recovery-look/recovery-look.ts';
import { metricLabel, metricValue, unitOf } from '../../../triage/series/metric-labels.ts';
import { utcMinute } from '../../../utc-minute.ts';
import type { RecoveryJudgement } from '../judge-recovery.ts';
import type { RecoveryInput } from '../recovery-input.ts';
import { isGood } from '../usable-readings.ts';
import { type CriterionMetric, criterionMetrics, metricCriterion } from './metric-criterion.ts';
import { smokeCriterion } from './smoke-criterion.ts';

type Facts = Pick<RecordedFacts, 'evidence' | 'alerts' | 'smokeRuns'>;

/** The metrics of a service that are judged beside the one that was promised. */
export function metricsBeside(service: ServicePolicy, promised: MetricName): readonly CriterionMetric[] {
  return criterionMetrics.filter((metric) => {
    const use = service.recovery[metric];
    return metric !== promised && service.metrics[metric] !== undefined && use !== 'off';
  });
}

/** What the step promised, or its baseline, as the main judgement found it. */
export function promiseCriterion(
  { expectation }: Pick<RecoveryInput, 'expectation'>,
  { state, reason, readings }: RecoveryJudgement,
): Criterion {
  const { metric, comparison, threshold } = expectation;
  const unit = unitOf(metric);
  const newest = readings.at(-1);
  const states = { recovered: 'met', worse: 'not-met', 'no-better': 'not-met' } as const;
  const found = state === 'not-yet' || state === 'inconclusive' ? null : states[state];
  const isBad = newest?.value != null && !isGood({ value: newest.value }, expectation);
  return {
    id: 'promise',
    label: `${metricLabel(metric)} ${comparison} ${metricValue(threshold, unit)}, with comparable traffic`,
    state: found ?? (isBad ? 'not-met' : 'unknown'),
    text:
      newest?.value == null
        ? reason
        : `${reason}; ${metricValue(newest.value, unit)} at ${utcMinute(newest.at)}`,
    required: true,
  };
}

/** The metrics beside it. */
export function besideCriteria(
  service: ServicePolicy,
  { evidence }: Pick<Facts, 'evidence'>,
  { expectation, series, settledAt, now, periodSeconds }: RecoveryInput,
): readonly Criterion[] {
  const readings = readingsOf(evidence);
  const since = new Date(settledAt.getTime() + expectation.settleSeconds * 1000);
  return metricsBeside(service, expectation.metric).flatMap((metric) => {
    const baseline = readings.find(({ name }) => name === metric)?.baseline ?? null;
    const ownPeriodSeconds = service.metrics[metric]?.periodSeconds ?? periodSeconds;
    const found = metricCriterion({
      metric,
      policy: service.recovery[metric],
      baseline,
      points: series[metric],
      traffic: series.traffic,
      // As long a time, however seldom it is measured.
      goodReadings: Math.ceil(
        (expectation.goodReadings * periodSeconds) / Math.max(ownPeriodSeconds, periodSeconds),
      ),
      since,
      now,
      periodSeconds: ownPeriodSeconds,
    });
    return found === null ? [] : [found];
  });
}

/** Alerts and smoke tests. */
export function flowCriteria(
  { recovery, smokeTests }: ServicePolicy,
  { alerts: known, smokeRuns = [] }: Pick<Facts, 'alerts' | 'smokeRuns'>,
  { settledAt, now }: Pick<RecoveryInput, 'settledAt' | 'now'>,
): readonly Criterion[] {
  // Firebreak raised a relapse by these criteria itself: nobody else resolves it.
  const alerts = known.filter(({ alert }) => alert.relapse === undefined);
  const firing = alerts.filter(({ alert }) => alert.status === 'firing');
  const alertCriterion: Criterion = {
    id: 'alerts',
    label: 'Every alert resolved',
    state: firing.length === 0 ? 'met' : 'not-met',
    text:
      firing.length === 0
        ? `${alerts.length} of ${alerts.length} resolved`
        : `still firing: ${firing
            .slice(0, 3)
            .map(({ alert }) => alert.title)
            .join(', ')}${firing.length > 3 ? ' …' : ''}`,
    required: recovery.alerts === 'required',
  };
  const required = recovery.smokeTests === 'required';
  return [
    ...(recovery.alerts === 'off' || alerts.length === 0 ? [] : [alertCriterion]),
    ...(recovery.smokeTests === 'off'
      ? []
      : smokeTests.map((test) =>
          smokeCriterion(
            test,
            smokeRuns.find((run) => run.test === test.id),
            { required, since: settledAt, now },
          ),
        )),
  ];
}
