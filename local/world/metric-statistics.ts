import type { Account } from './account.ts';
import { MINUTE_MS } from './effect-level.ts';
import { hashText, unit } from './noise.ts';
import type { Scenario } from './scenario.ts';
import type { SimulatedQueue, SimulatedService } from './scenario-schema.ts';
import { type QueueSignals, queueSignalsAt, type Signals, signalsAt } from './signals.ts';

export interface WantedMetric {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Readonly<Record<string, string>>;
  readonly stat: string;
}

/** The value of a metric in the period of `minutes` minutes from `atMs`; null where CloudWatch has no datapoint. */
export type Statistic = (atMs: number, minutes: number) => number | null;

const none: Statistic = () => null;

/** Statistics of the simulated services and queues, under the names that AWS gives them. */
export function createStatistics(scenario: Scenario, account: Account): (metric: WantedMetric) => Statistic {
  // Several metrics of one request are about the same minutes of the same service.
  const seen = new Map<string, Map<number, Signals>>();
  const signalsOf = (service: SimulatedService): ((minute: number) => Signals) => {
    const minutes = seen.get(service.id) ?? new Map<number, Signals>();
    seen.set(service.id, minutes);
    return (minute) => {
      const known = minutes.get(minute);
      if (known !== undefined) return known;
      const signals = signalsAt(scenario, account, service, minute * MINUTE_MS);
      minutes.set(minute, signals);
      return signals;
    };
  };
  return (metric) => {
    const { namespace, dimensions } = metric;
    if (namespace === 'AWS/Lambda') {
      const service = scenario.services.find((one) => one.function === dimensions['FunctionName']);
      return service === undefined
        ? none
        : functionStatistic(scenario, account, service, metric, signalsOf(service));
    }
    if (namespace !== 'AWS/SQS') return none;
    const name = dimensions['QueueName'];
    const queue = scenario.queues.find((one) => one.name === name || one.deadLetterQueue === name);
    return queue === undefined ? none : queueStatistic(scenario, account, queue, metric);
  };
}

/** https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html */
function functionStatistic(
  scenario: Scenario,
  account: Account,
  service: SimulatedService,
  { name, stat }: WantedMetric,
  signalsAtMinute: (minute: number) => Signals,
): Statistic {
  if (scenario.metrics.missing.some((one) => one.service === service.id && one.metric === name)) return none;
  const of = functionMetric(name, stat);
  if (of === null) return none;
  const gapShare = scenario.metrics.gaps.find((one) => one.service === service.id)?.share ?? 0;
  const gaps = hashText(`${account.key}|${service.id}|gaps`);
  const valueAt = (minute: number): number | null => {
    if (gapShare > 0 && unit(gaps, minute) < gapShare) return null;
    const signals = signalsAtMinute(minute);
    // A function that is not invoked reports nothing.
    return signals.requests > 0 ? of(signals) : null;
  };
  return (atMs, minutes) => {
    const first = Math.floor(atMs / MINUTE_MS);
    if (minutes === 1) return valueAt(first);
    const values = Array.from({ length: minutes }, (_, index) => valueAt(first + index));
    const known = values.filter((value) => value !== null);
    return known.length === 0 ? null : overall(stat, known);
  };
}

function functionMetric(name: string, stat: string): ((signals: Signals) => number) | null {
  switch (name) {
    case 'Invocations':
      return ({ requests }) => requests;
    case 'Errors':
      return ({ errors }) => errors;
    case 'ConcurrentExecutions':
      return ({ concurrency }) => concurrency;
    case 'Duration':
      return /^p9\d/.test(stat) || stat === 'Maximum'
        ? ({ latencyP99Ms }) => latencyP99Ms
        : ({ latencyP50Ms }) => latencyP50Ms;
    default:
      return null;
  }
}

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-available-cloudwatch-metrics.html */
function queueStatistic(
  scenario: Scenario,
  account: Account,
  queue: SimulatedQueue,
  { name, dimensions, stat }: WantedMetric,
): Statistic {
  const isDead = dimensions['QueueName'] === queue.deadLetterQueue;
  const of = queueMetric(name, isDead);
  if (of === null) return none;
  return (atMs, minutes) =>
    overall(
      stat,
      Array.from({ length: minutes }, (_, index) =>
        of(queueSignalsAt(scenario, account, queue, atMs + (index + 1) * MINUTE_MS)),
      ),
    );
}

function queueMetric(name: string, isDead: boolean): ((signals: QueueSignals) => number) | null {
  if (name === 'ApproximateNumberOfMessagesVisible') {
    return isDead ? ({ deadLetters }) => deadLetters : ({ depth }) => depth;
  }
  if (name !== 'ApproximateAgeOfOldestMessage') return null;
  return isDead ? ({ deadLetterAgeSeconds }) => deadLetterAgeSeconds : ({ ageSeconds }) => ageSeconds;
}

function overall(stat: string, values: readonly number[]): number {
  const sum = values.reduce((total, value) => total + value, 0);
  if (stat === 'Sum') return sum;
  if (stat === 'Maximum') return Math.max(...values);
  if (stat === 'Minimum') return Math.min(...values);
  if (stat === 'SampleCount') return values.length;
  return sum / values.length;
}
