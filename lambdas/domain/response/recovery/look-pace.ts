import { statisticsOf, statisticsPerIncident } from '../../policy/cloudwatch-statistics.ts';
import type { ServicePolicy } from '../../policy/schemas/services-schema.ts';
import type { MetricName } from '../../records/evidence.ts';
import type { RecordedFacts } from '../../records/recorded-facts.ts';

/** A wait is looked at so often at least, whatever it costs. */
const leastLooks = 3;

export interface LookPlan {
  readonly record: Pick<RecordedFacts, 'evidence' | 'steps'>;
  readonly service: ServicePolicy;
  readonly metrics: readonly MetricName[];
  /** The wait that is going on: begun at `since`, with a verdict by `endsAt`. */
  readonly since: Date;
  readonly endsAt: Date;
  readonly now: Date;
}

/**
 * Whether the metrics are read in this minute, so that an incident stays within what it may be billed by CloudWatch: what
 * is left of it after triage and previous waits is spread evenly over the minutes of this wait and the look that ends it.
 * Always for all that is not billed.
 */
export function isLookDue({ record, service, metrics, since, endsAt, now }: LookPlan): boolean {
  const perLook = statisticsOf(metrics.flatMap((name) => service.metrics[name] ?? [])).size;
  if (perLook === 0) return true;
  const triage = record.evidence.reduce(
    (sum, each) => sum + ('metricsRequested' in each ? each.metricsRequested : 0),
    0,
  );
  const previousMinutes = record.steps.reduce((sum, { result, verification }) => {
    if (result == null || verification == null) return sum;
    return sum + minutesBetween(Date.parse(result.at), Date.parse(verification.at));
  }, 0);
  const left = statisticsPerIncident - triage - previousMinutes * perLook;
  const looks = Math.max(leastLooks, Math.floor(left / perLook) - 1);
  const minutes = minutesBetween(since.getTime(), endsAt.getTime());
  if (looks >= minutes) return true;
  const minute = Math.floor((now.getTime() - since.getTime()) / 60_000);
  const looksBy = (count: number): number => Math.floor((count * looks) / minutes);
  return looksBy(minute + 1) > looksBy(minute);
}

function minutesBetween(from: number, until: number): number {
  return Math.max(0, Math.ceil((until - from) / 60_000));
}
