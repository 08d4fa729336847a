import { countAround, unit } from '../chance/noise.ts';
import type { Scenario } from '../scenario/scenario.ts';
import type { Effect } from '../scenario/scenario-schema.ts';
import type { SimulatedQueue } from '../scenario/service-schema.ts';
import { type AccountView, type Consumption, consumedSpans, type Span } from './account-view.ts';
import { queueEffects } from './effect-index.ts';
import { effectMinutesUntil, MINUTE_MS } from './effect-level.ts';
import { keysOf } from './signal-keys.ts';

export interface QueueSignals {
  readonly depth: number;
  readonly ageSeconds: number;
  readonly deadLetters: number;
  readonly deadLetterAgeSeconds: number;
}

/** The signals of a queue and of its dead-letter queue at a moment. */
export function queueSignalsAt(
  scenario: Scenario,
  account: AccountView,
  queue: SimulatedQueue,
  atMs: number,
): QueueSignals {
  const minute = Math.floor(atMs / MINUTE_MS);
  const effects = queueEffects(scenario, queue.name);
  const consumption = account.consumptionOf(queue.name);
  const backlog = piledUp(effects, account, ({ backlogPerMinute }) => backlogPerMinute, atMs, 3);
  const usual = countAround(queue.depth, unit(keysOf(account, queue.name).depth, minute));
  const paused = pausedMinutes(consumption, atMs);
  const dead = deadLettersProduced(scenario, account, queue, atMs);
  const deadLetters = account.deadLettersAt(queue.deadLetterQueue, atMs, dead.count);
  return {
    depth: usual + Math.round(backlog + paused * queue.messagesPerMinute),
    ageSeconds: Math.max(
      paused * 60,
      backlog < 1
        ? queue.ageSeconds
        : (atMs - sinceOf(effects, account, ({ backlogPerMinute }) => backlogPerMinute, atMs)) / 1000,
    ),
    deadLetters,
    deadLetterAgeSeconds: deadLetters > 0 ? (atMs - dead.since) / 1000 : 0,
  };
}

/** Minutes of messages that wait because nobody took them; once their consumer is back, three minutes of them go in one. */
function pausedMinutes(consumption: readonly Consumption[], atMs: number): number {
  return consumption.reduce((waiting, { from, share }, index) => {
    const minutes = Math.max(0, Math.min(consumption[index + 1]?.from ?? atMs, atMs) - from) / MINUTE_MS;
    return share === 0 ? waiting + minutes : Math.max(0, waiting - 3 * minutes);
  }, 0);
}

/** Dead letters that a scenario has brought by then, whatever has become of them, and since when. */
export function deadLettersProduced(
  scenario: Scenario,
  account: AccountView,
  queue: SimulatedQueue,
  atMs: number,
): { readonly count: number; readonly since: number } {
  const effects = queueEffects(scenario, queue.name);
  const perMinute = ({ deadLettersPerMinute }: Effect): number | undefined => deadLettersPerMinute;
  const consumption = account.consumptionOf(queue.name);
  // Nothing dies that nobody reads.
  const consumed = (spans: readonly Span[]): readonly Span[] => consumedSpans(spans, consumption);
  const fresh = Math.floor(piledUp(effects, account, perMinute, atMs, 0, consumed));
  const oldAt = account.startedAtMs - queue.deadLetterMinutesAgo * MINUTE_MS;
  const hasOld = queue.deadLetters > 0 && oldAt <= atMs;
  return {
    count: fresh + (hasOld ? queue.deadLetters : 0),
    since: hasOld ? oldAt : sinceOf(effects, account, perMinute, atMs),
  };
}

function piledUp(
  effects: readonly Effect[],
  account: AccountView,
  of: (effect: Effect) => number | undefined,
  atMs: number,
  worksOff: number,
  spansOf: (spans: readonly Span[]) => readonly Span[] = (spans) => spans,
): number {
  return effects.reduce((sum, effect) => {
    const spans = effect.while === undefined ? [] : spansOf(account.spansOf(effect.while));
    return sum + (of(effect) ?? 0) * effectMinutesUntil(spans, effect, atMs, worksOff);
  }, 0);
}

function sinceOf(
  effects: readonly Effect[],
  account: AccountView,
  of: (effect: Effect) => number | undefined,
  atMs: number,
): number {
  return effects
    .filter((effect) => of(effect) !== undefined && effect.while !== undefined)
    .flatMap((effect) => account.spansOf(effect.while ?? ''))
    .reduce((first, { from }) => Math.min(first, from), atMs);
}
