import type { DataPoint, MetricName } from '../../records/evidence.ts';
import type { Expectation, GuardMetric } from '../../records/plan.ts';

/** A metric that must not get worse, with its value before the action or its usual one, whichever is higher; null when not known. */
export interface WatchedGuard extends GuardMetric {
  readonly before: number | null;
}

export interface RecoveryInput {
  readonly expectation: Expectation;
  /** Empty when nothing was done and recovery is only watched. */
  readonly guards: readonly WatchedGuard[];
  /** Readings by metric; any order, duplicates and gaps allowed. A metric that is not configured is left out. */
  readonly series: Readonly<Partial<Record<MetricName, readonly DataPoint[]>>>;
  /** Readings with less traffic show no recovery, in what the traffic is counted in; null when it is not known what is usual. */
  readonly leastTraffic: number | null;
  readonly periodSeconds: number;
  /** When the action was done, or when watching began: what got worse since then counts. */
  readonly since: Date;
  /** When what was done had taken effect: what got better since then counts. May be still to come. */
  readonly settledAt: Date;
  readonly deadlineAt: Date;
  readonly now: Date;
}
