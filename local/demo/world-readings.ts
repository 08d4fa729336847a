import type { DataPoint, MetricReading } from '../../lambdas/domain/records/evidence.ts';
import { baselineOf } from '../../lambdas/domain/triage/series/baseline.ts';
import type { Account } from '../world/account.ts';
import type { SimulatedService } from '../world/scenario/service-schema.ts';
import { queueEffects } from '../world/signals/effect-index.ts';
import { MINUTE_MS } from '../world/signals/effect-level.ts';
import { queueSignalsAt } from '../world/signals/queue-signals.ts';
import { type Signals, signalsAt } from '../world/signals/signals.ts';

/** One thing of the simulated world, with what its monitoring would show of the last hour. */
export interface WorldReadings {
  readonly of: string;
  readonly readings: readonly MetricReading[];
}

const minutesShown = 60;
/** What is usual is read so long before the scenario began. */
const usualMinutes = 30;
const mostServices = 3;
const mostQueues = 2;

/** What the scenario is about comes first; as many as fit beside each other. */
export function readWorld(account: Account, nowMs: number): readonly WorldReadings[] {
  const { scenario } = account;
  const touched = new Set(scenario.effects.map((effect) => ('service' in effect ? effect.service : null)));
  const services = [
    ...scenario.services.filter(({ id }) => touched.has(id)),
    ...scenario.services.filter(({ id }) => !touched.has(id)),
  ];
  const inQuestion = services.slice(0, Math.min(mostServices, Math.max(1, touched.size)));
  const queues = scenario.queues.filter(({ name }) => queueEffects(scenario, name).length > 0);
  return [
    ...inQuestion.map((service) => ({ of: service.id, readings: readService(account, service, nowMs) })),
    ...queues.slice(0, mostQueues).map((queue) => ({
      of: queue.name,
      readings: [
        readingOf(account, 'dlqDepth', 'count', nowMs, (atMs) => {
          return queueSignalsAt(scenario, account, queue, atMs).deadLetters;
        }),
      ],
    })),
  ];
}

function readService(account: Account, service: SimulatedService, nowMs: number): readonly MetricReading[] {
  const seen = new Map<number, Signals>();
  const at = (atMs: number): Signals => {
    const known = seen.get(atMs) ?? signalsAt(account.scenario, account, service, atMs);
    seen.set(atMs, known);
    return known;
  };
  const read = (
    name: MetricReading['name'],
    unit: MetricReading['unit'],
    of: (signals: Signals) => number | null,
  ) => readingOf(account, name, unit, nowMs, (atMs) => of(at(atMs)));
  return [
    read('errorRate', 'percent', ({ requests, errors, throttled }) =>
      requests === 0 ? null : (100 * (errors + throttled)) / requests,
    ),
    read('latencyP99', 'milliseconds', ({ requests, latencyP99Ms }) =>
      requests === 0 ? null : latencyP99Ms,
    ),
    read('traffic', 'count', ({ requests }) => requests),
  ];
}

/** By whole minutes; the one that runs is not over yet. */
function readingOf(
  { startedAtMs }: Account,
  name: MetricReading['name'],
  unit: MetricReading['unit'],
  nowMs: number,
  valueAt: (atMs: number) => number | null,
): MetricReading {
  const last = Math.floor(nowMs / MINUTE_MS) - 1;
  const minutes = Array.from({ length: minutesShown }, (_, index) => last - minutesShown + 1 + index);
  const points: readonly DataPoint[] = minutes.map((minute) => ({
    at: new Date(minute * MINUTE_MS).toISOString(),
    value: valueAt(minute * MINUTE_MS),
  }));
  const began = Math.floor(startedAtMs / MINUTE_MS);
  const usual = Array.from({ length: usualMinutes }, (_, index) => valueAt((began - 2 - index) * MINUTE_MS));
  return {
    name,
    unit,
    periodSeconds: 60,
    points,
    current: points.at(-1)?.value ?? null,
    baseline: baselineOf(usual.filter((value) => value !== null)),
    onsetAt: null,
    qualityFlags: [],
    query: '',
  };
}
