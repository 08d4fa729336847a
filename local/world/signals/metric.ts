import { hashText, unit } from '../chance/noise.ts';
import type { Scenario } from '../scenario/scenario.ts';
import type { SimulatedService } from '../scenario/service-schema.ts';
import type { AccountView } from './account-view.ts';
import { MINUTE_MS } from './effect-level.ts';
import { type Signals, signalsAt } from './signals.ts';

export interface WantedMetric {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Readonly<Record<string, string>>;
  readonly stat: string;
}

/** The value of a metric in the period of `minutes` minutes from `atMs`; null where CloudWatch has no datapoint. */
export type Statistic = (atMs: number, minutes: number) => number | null;

export type StatisticOf = (metric: WantedMetric) => Statistic;

/** What metrics are made of. */
export interface MetricSource {
  readonly scenario: Scenario;
  readonly account: AccountView;
  /** Signals of a service by minute; several metrics of one request are about the same ones. */
  signalsOf(service: SimulatedService): (minute: number) => Signals;
}

/** Metrics that an AWS service publishes, under the names that AWS gives them. */
export interface MetricNamespace {
  readonly namespace: string;
  statisticOf(metric: WantedMetric, source: MetricSource): Statistic;
}

export const noStatistic: Statistic = () => null;

export function createStatistics(
  namespaces: readonly MetricNamespace[],
  scenario: Scenario,
  account: AccountView,
): StatisticOf {
  const seen = new Map<string, Map<number, Signals>>();
  const source: MetricSource = {
    scenario,
    account,
    signalsOf(service) {
      const minutes = seen.get(service.id) ?? new Map<number, Signals>();
      seen.set(service.id, minutes);
      return (minute) => {
        const known = minutes.get(minute);
        if (known !== undefined) return known;
        const signals = signalsAt(scenario, account, service, minute * MINUTE_MS);
        minutes.set(minute, signals);
        return signals;
      };
    },
  };
  return (metric) =>
    namespaces.find(({ namespace }) => namespace === metric.namespace)?.statisticOf(metric, source) ??
    noStatistic;
}

/** A metric of a service's signals, with the gaps that the scenario gives it. What gets no request reports nothing. */
export function serviceStatistic(
  source: MetricSource,
  service: SimulatedService,
  { name, stat }: WantedMetric,
  of: (signals: Signals, minute: number) => number | null,
): Statistic {
  const { scenario, account } = source;
  if (scenario.metrics.missing.some((one) => one.service === service.id && one.metric === name))
    return noStatistic;
  const gapShare = scenario.metrics.gaps.find((one) => one.service === service.id)?.share ?? 0;
  const gaps = hashText(`${account.key}|${service.id}|gaps`);
  const signalsAtMinute = source.signalsOf(service);
  const vanish = scenario.metrics.vanish.find((one) => one.service === service.id);
  const lastMs =
    vanish === undefined ? Number.POSITIVE_INFINITY : account.startedAtMs + vanish.afterSeconds * 1000;
  const valueAt = (minute: number): number | null => {
    if (minute * MINUTE_MS >= lastMs) return null;
    if (gapShare > 0 && unit(gaps, minute) < gapShare) return null;
    const signals = signalsAtMinute(minute);
    return signals.requests > 0 ? of(signals, minute) : null;
  };
  return (atMs, minutes) => {
    const first = Math.floor(atMs / MINUTE_MS);
    if (minutes === 1) return valueAt(first);
    const values = Array.from({ length: minutes }, (_, index) => valueAt(first + index));
    const known = values.filter((value) => value !== null);
    return known.length === 0 ? null : overall(stat, known);
  };
}

/** Percentiles from the 90th on, and the maximum, are those of the slowest requests. */
export function latencyOf(stat: string): (signals: Signals) => number {
  return /^p9\d/.test(stat) || stat === 'Maximum'
    ? ({ latencyP99Ms }) => latencyP99Ms
    : ({ latencyP50Ms }) => latencyP50Ms;
}

/** One value out of those of several minutes. */
export function overall(stat: string, values: readonly number[]): number {
  const sum = values.reduce((total, value) => total + value, 0);
  if (stat === 'Sum') return sum;
  if (stat === 'Maximum') return Math.max(...values);
  if (stat === 'Minimum') return Math.min(...values);
  if (stat === 'SampleCount') return values.length;
  return sum / values.length;
}
