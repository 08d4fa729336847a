import { countAround, unit } from '../chance/noise.ts';
import type { Scenario } from '../scenario/scenario.ts';
import type { Effect } from '../scenario/scenario-schema.ts';
import type { SimulatedQueue } from '../scenario/service-schema.ts';
import type { AccountView } from './account-view.ts';
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
  const piledUp = (of: (effect: Effect) => number | undefined, worksOff: number): number =>
    effects.reduce(
      (sum, effect) => sum + (of(effect) ?? 0) * effectMinutesUntil(account, effect, atMs, worksOff),
      0,
    );
  const since = (of: (effect: Effect) => number | undefined): number =>
    effects
      .filter((effect) => of(effect) !== undefined && effect.while !== undefined)
      .flatMap((effect) => account.spansOf(effect.while ?? ''))
      .reduce((first, { from }) => Math.min(first, from), atMs);
  const backlog = piledUp(({ backlogPerMinute }) => backlogPerMinute, 3);
  const usual = countAround(queue.depth, unit(keysOf(account, queue.name).depth, minute));
  const newDead = Math.floor(piledUp(({ deadLettersPerMinute }) => deadLettersPerMinute, 0));
  const oldAge = account.startedAtMs - queue.deadLetterMinutesAgo * MINUTE_MS;
  const hasOld = queue.deadLetters > 0 && oldAge <= atMs;
  const oldest = hasOld ? oldAge : since(({ deadLettersPerMinute }) => deadLettersPerMinute);
  return {
    depth: usual + Math.round(backlog),
    ageSeconds:
      backlog < 1 ? queue.ageSeconds : (atMs - since(({ backlogPerMinute }) => backlogPerMinute)) / 1000,
    deadLetters: newDead + (hasOld ? queue.deadLetters : 0),
    deadLetterAgeSeconds: newDead > 0 || hasOld ? (atMs - oldest) / 1000 : 0,
  };
}
