import { areOver } from '../../correlation/flapping.ts';
import { statisticsOf } from '../../policy/cloudwatch-statistics.ts';
import { isSeries } from '../../policy/metric-source.ts';
import type { CorrelationPolicy } from '../../policy/schemas/correlation-schema.ts';
import type { ServicePolicy } from '../../policy/schemas/services-schema.ts';
import { type MetricName, type MetricsEvidence, readingsOf } from '../../records/evidence.ts';
import type { RecordedFacts } from '../../records/recorded-facts.ts';
import { watchExpectation } from './watch-expectation.ts';

type Facts = Pick<RecordedFacts, 'incident' | 'alerts'>;

/** What CloudWatch bills is read so seldom while people decide, and seldom when they take long. */
const billedMinutes = 5;
const longWaitMinutes = 120;
const longWaitPaceMinutes = 60;

/** The metrics that are read while people decide: what the step is to improve and must not harm, and how much traffic there is. */
export function metricsWhileDeciding(
  {
    incident: { status, assessment },
    stepIndex,
  }: Pick<RecordedFacts, 'incident'> & { readonly stepIndex: number | null },
  found: MetricsEvidence,
  service: ServicePolicy,
): readonly MetricName[] {
  const step = stepIndex === null ? undefined : assessment?.plan.steps[stepIndex];
  const watched = step?.expectation.metric ?? watchExpectation(readingsOf([found]))?.metric ?? 'errorRate';
  const guards = status === 'awaiting-approval' ? (step?.guardMetrics ?? []) : [];
  const wanted = new Set<MetricName>([watched, 'traffic', ...guards.map(({ metric }) => metric)]);
  return [...wanted].filter((name) => {
    const policy = service.metrics[name];
    return policy !== undefined && isSeries(policy);
  });
}

/**
 * Whether to read now. Every minute where that costs nothing, and while an approval waits although every alert resolved; otherwise every
 * five minutes, and every hour once people take longer than two hours.
 */
export function isLookWhileDecidingDue(
  { incident, alerts }: Facts,
  found: MetricsEvidence,
  { service, metrics, since, now }: LookWhileDeciding,
  flapping: CorrelationPolicy['flapping'],
): boolean {
  const last = Math.max(Date.parse(found.latest?.at ?? found.gatheredAt), Date.parse(since));
  const minutes = (now.getTime() - last) / 60_000;
  const isFree = statisticsOf(metrics.flatMap((name) => service.metrics[name] ?? [])).size === 0;
  if (incident.status === 'awaiting-approval' && areOver(alerts, flapping)) return minutes >= 1;
  const isLong = now.getTime() - Date.parse(since) > longWaitMinutes * 60_000;
  if (isLong) return minutes >= longWaitPaceMinutes;
  return minutes >= (isFree ? 1 : billedMinutes);
}

export interface LookWhileDeciding {
  readonly service: ServicePolicy;
  readonly metrics: readonly MetricName[];
  /** Since when people decide. */
  readonly since: string;
  readonly now: Date;
}
