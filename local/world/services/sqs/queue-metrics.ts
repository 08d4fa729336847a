import type { Scenario } from '../../scenario/scenario.ts';
import type { SimulatedQueue } from '../../scenario/service-schema.ts';
import type { AccountView } from '../../signals/account-view.ts';
import { MINUTE_MS } from '../../signals/effect-level.ts';
import {
  type MetricNamespace,
  noStatistic,
  overall,
  type Statistic,
  type WantedMetric,
} from '../../signals/metric.ts';
import { type QueueSignals, queueSignalsAt } from '../../signals/queue-signals.ts';

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-available-cloudwatch-metrics.html */
export const queueMetrics: MetricNamespace = {
  namespace: 'AWS/SQS',
  statisticOf(metric, { scenario, account }) {
    const name = metric.dimensions['QueueName'];
    const queue = scenario.queues.find((one) => one.name === name || one.deadLetterQueue === name);
    return queue === undefined ? noStatistic : queueStatistic(scenario, account, queue, metric);
  },
};

function queueStatistic(
  scenario: Scenario,
  account: AccountView,
  queue: SimulatedQueue,
  { name, dimensions, stat }: WantedMetric,
): Statistic {
  const of = queueMetric(name, dimensions['QueueName'] === queue.deadLetterQueue);
  if (of === null) return noStatistic;
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
