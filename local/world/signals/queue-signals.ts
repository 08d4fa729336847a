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
  const piledUp = (
    of: (effect: Effect) => number | undefined,
    worksOff: number,
    spansOf: (spans: readonly Span[]) => readonly Span[] = (spans) => spans,
  ): number =>
    effects.reduce((sum, effect) => {
      const spans = effect.while === undefined ? [] : spansOf(account.spansOf(effect.while));
      return sum + (of(effect) ?? 0) * effectMinutesUntil(spans, effect, atMs, worksOff);
    }, 0);
  const since = (of: (effect: Effect) => number | undefined): number =>
    effects
      .filter((effect) => of(effect) !== undefined && effect.while !== undefined)
      .flatMap((effect) => account.spansOf(effect.while ?? ''))
      .reduce((first, { from }) => Math.min(first, from), atMs);
  const backlog = piledUp(({ backlogPerMinute }) => backlogPerMinute, 3);
  const usual = countAround(queue.depth, unit(keysOf(account, queue.name).depth, minute));
  // Nothing dies that nobody reads.
  const newDead = Math.floor(
    piledUp(
      ({ deadLettersPerMinute }) => deadLettersPerMinute,
      0,
      (spans) => consumedSpans(spans, consumption),
    ),
  );
  const paused = pausedMinutes(consumption, atMs);
  const oldAge = account.startedAtMs - queue.deadLetterMinutesAgo * MINUTE_MS;
  const hasOld = queue.deadLetters > 0 && oldAge <= atMs;
  const oldest = hasOld ? oldAge : since(({ deadLettersPerMinute }) => deadLettersPerMinute);
  return {
    depth: usual + Math.round(backlog + paused * queue.messagesPerMinute),
    ageSeconds: Math.max(
      paused * 60,
      backlog < 1 ? queue.ageSeconds : (atMs - since(({ backlogPerMinute }) => backlogPerMinute)) / 1000,
    ),
    deadLetters: newDead + (hasOld ? queue.deadLetters : 0),
    deadLetterAgeSeconds: newDead > 0 || hasOld ? (atMs - oldest) / 1000 : 0,
  };
}

/** Minutes of messages that wait because nobody took them; once their consumer is back, three minutes of them go in one. */
function pausedMinutes(consumption: readonly Consumption[], atMs: number): number {
  return consumption.reduce((waiting, { from, share }, index) => {
    const minutes = Math.max(0, Math.min(consumption[index + 1]?.from ?? atMs, atMs) - from) / MINUTE_MS;
    return share === 0 ? waiting + minutes : Math.max(0, waiting - 3 * minutes);
  }, 0);
}
