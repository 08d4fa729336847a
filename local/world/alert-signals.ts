import type { Account } from './account.ts';
import type { Scenario } from './scenario/scenario.ts';
import type { AlertRule } from './scenario/scenario-schema.ts';
import { MINUTE_MS } from './signals/effect-level.ts';
import { type QueueSignals, queueSignalsAt } from './signals/queue-signals.ts';
import { errorLinesAt, type Signals, signalsAt } from './signals/signals.ts';

/**
 * What an alert rule looks at: the minute that ended last, so that a cause is seen at the latest a minute after it began. Null when there
 * is nothing to look at.
 */
export function readAlertSignal(
  scenario: Scenario,
  account: Account,
  rule: Pick<AlertRule, 'service' | 'queue' | 'signal' | 'saying'>,
  nowMs: number,
): number | null {
  const { signal } = rule;
  if (signal === 'queueDepth' || signal === 'queueAgeSeconds' || signal === 'deadLetters') {
    const queue = scenario.queues.find(({ name }) => name === rule.queue);
    return queue === undefined ? null : queueSignalsAt(scenario, account, queue, nowMs)[queueSignals[signal]];
  }
  const service = scenario.services.find(({ id }) => id === rule.service);
  if (service === undefined) return null;
  const minuteMs = Math.floor(nowMs / MINUTE_MS) * MINUTE_MS - MINUTE_MS;
  if (signal === 'errorLinesPerMinute') {
    return errorLinesAt(scenario, account, service, minuteMs)
      .filter(({ error }) => rule.saying === undefined || error.includes(rule.saying))
      .reduce((sum, { count }) => sum + count, 0);
  }
  return serviceSignal(signalsAt(scenario, account, service, minuteMs), signal);
}

const queueSignals = {
  queueDepth: 'depth',
  queueAgeSeconds: 'ageSeconds',
  deadLetters: 'deadLetters',
} as const satisfies Readonly<Record<string, keyof QueueSignals>>;

function serviceSignal(
  signals: Signals,
  signal: Exclude<AlertRule['signal'], keyof typeof queueSignals | 'errorLinesPerMinute'>,
): number | null {
  const { requests, throttled, errors, latencyP99Ms, saturationPercent } = signals;
  switch (signal) {
    case 'errorPercent':
      return requests === 0 ? null : (100 * (errors + throttled)) / requests;
    case 'latencyP99Ms':
      return requests === 0 ? null : latencyP99Ms;
    case 'requestsPerMinute':
      return requests;
    case 'throttles':
      return throttled;
    case 'saturationPercent':
      return saturationPercent;
    default:
      return signal satisfies never;
  }
}
