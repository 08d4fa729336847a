import type { Account } from './account.ts';
import { effectLevel, effectMinutesUntil, MINUTE_MS } from './effect-level.ts';
import { countAround, hashText, jitter, unit, wander } from './noise.ts';
import type { Scenario } from './scenario.ts';
import type { Effect, SimulatedQueue, SimulatedService } from './scenario-schema.ts';

/** What a service shows in one minute. */
export interface Signals {
  readonly requests: number;
  readonly errors: number;
  readonly latencyP50Ms: number;
  readonly latencyP99Ms: number;
  /** Requests at work at the busiest moment. */
  readonly concurrency: number;
  /** Of the limit, 0–100; null without one. */
  readonly saturationPercent: number | null;
  /** Error lines by what they say; those of failed requests are as many as `errors`. */
  readonly lines: readonly ErrorLines[];
}

/** Error lines that say the same, and whose requests they were about. */
export interface ErrorLines {
  /** `Name: message`. */
  readonly error: string;
  readonly count: number;
  readonly only: Effect['only'];
}

export interface QueueSignals {
  readonly depth: number;
  readonly ageSeconds: number;
  readonly deadLetters: number;
  readonly deadLetterAgeSeconds: number;
}

/** Why requests fail, before chance: a share of them, and what the log says of it. */
interface Cause {
  readonly error: string;
  readonly percent: number;
  readonly only: Effect['only'];
}

interface Expected {
  readonly requests: number;
  readonly causes: readonly Cause[];
  readonly latencyP50Ms: number;
  readonly latencyP99Ms: number;
  readonly concurrency: number;
  readonly saturationPercent: number | null;
  readonly otherLines: readonly {
    readonly error: string;
    readonly perMinute: number;
    readonly only: Effect['only'];
  }[];
}

/** Past this part of the limit, requests wait for each other. */
const crowded = 0.85;

/** The signals of a service in the minute that begins at `minuteMs`: a pure function of scenario, account and time. */
export function signalsAt(
  scenario: Scenario,
  account: Account,
  service: SimulatedService,
  minuteMs: number,
): Signals {
  const expected = expectedAt(scenario, account, service, minuteMs);
  const minute = Math.floor(minuteMs / MINUTE_MS);
  const key = (signal: string): number => keyOf(account, service.id, signal);
  const requests = countAround(expected.requests, unit(key('requests'), minute));
  const percent = Math.min(99, totalPercent(expected.causes));
  const scatter = service.restlessness;
  const failing =
    (requests * percent * jitter(key('errors-scatter'), minute, Math.min(0.9, 0.12 * scatter))) / 100;
  const errors = Math.min(requests, countAround(failing, unit(key('errors'), minute)));
  // The fewer requests there are, the more a percentile is the latency of a single one.
  const few = 1 + 5 / Math.sqrt(Math.max(1, requests));
  return {
    requests,
    errors,
    latencyP50Ms: expected.latencyP50Ms * jitter(key('p50'), minute, Math.min(0.8, 0.03 * scatter * few)),
    latencyP99Ms: expected.latencyP99Ms * jitter(key('p99'), minute, Math.min(0.8, 0.06 * scatter * few)),
    concurrency: Math.max(1, Math.round(expected.concurrency * jitter(key('concurrency'), minute, 0.1))),
    saturationPercent: expected.saturationPercent,
    lines: [
      ...shareOut(expected.causes, errors),
      ...expected.otherLines.map(({ error, perMinute, only }) => ({
        error,
        only,
        count: countAround(perMinute, unit(key(`lines|${error}`), minute)),
      })),
    ].filter(({ count }) => count > 0),
  };
}

/** The signals of a queue and of its dead-letter queue at a moment. */
export function queueSignalsAt(
  scenario: Scenario,
  account: Account,
  queue: SimulatedQueue,
  atMs: number,
): QueueSignals {
  const minute = Math.floor(atMs / MINUTE_MS);
  const effects = scenario.effects.filter((effect) => effect.queue === queue.name);
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
  const usual = countAround(queue.depth, unit(keyOf(account, queue.name, 'depth'), minute));
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

/** Before chance, with what its dependencies suffer. */
function expectedAt(
  scenario: Scenario,
  account: Account,
  service: SimulatedService,
  minuteMs: number,
): Expected {
  const there = scenario.effects
    .filter((effect) => effect.service === service.id)
    .map((effect) => ({ effect, level: effectLevel(account, effect, minuteMs) }))
    .filter(({ level }) => level > 0);
  const factor = (of: (effect: Effect) => number | undefined): number =>
    there.reduce((value, { effect, level }) => value * (1 + ((of(effect) ?? 1) - 1) * level), 1);
  const needed = service.dependsOn.flatMap(({ service: id, share, error }) => {
    const other = scenario.services.find((one) => one.id === id);
    if (other === undefined) return [];
    const now = expectedAt(scenario, account, other, minuteMs);
    return [{ share, error, now, other }];
  });

  const traffic = factor(({ trafficFactor }) => trafficFactor);
  const latency = factor(({ latencyFactor }) => latencyFactor);
  const waited = (of: (values: { latencyP50Ms: number; latencyP99Ms: number }) => number): number =>
    needed.reduce((sum, { share, now, other }) => sum + share * Math.max(0, of(now) - of(other)), 0);
  const p50 = service.latencyP50Ms * latency + waited(({ latencyP50Ms }) => latencyP50Ms);
  const p99 = service.latencyP99Ms * latency + waited(({ latencyP99Ms }) => latencyP99Ms);
  const rhythm = rhythmAt(account, service, minuteMs);

  const { concurrency = 4, concurrencyLimit: limit } = service;
  const demand =
    concurrency *
    rhythm *
    traffic *
    (p50 / service.latencyP50Ms) *
    factor((effect) => effect.concurrencyFactor);
  const load = limit === undefined ? 0 : demand / limit;
  const waiting = 1 + 4 * Math.max(0, Math.min(load, 2) - crowded);
  const usual = service.errors[0] ?? 'Error: the request failed';
  return {
    requests: service.requestsPerMinute * rhythm * traffic,
    causes: [
      { error: usual, percent: service.errorPercent, only: undefined },
      ...there.flatMap(({ effect: { errorPercent = 0, error = usual, only }, level }) =>
        errorPercent > 0 ? [{ error, percent: errorPercent * level, only }] : [],
      ),
      ...needed.flatMap(({ share, error, now, other }) => {
        const excess = totalPercent(now.causes) - other.errorPercent;
        return excess > 0.01 ? [{ error, percent: share * excess, only: undefined }] : [];
      }),
      ...(load > 1 ? [{ error: service.overloadError, percent: 100 * (1 - 1 / load), only: undefined }] : []),
    ],
    latencyP50Ms: p50 * waiting,
    latencyP99Ms: p99 * waiting,
    concurrency: limit === undefined ? demand : Math.min(limit, demand),
    saturationPercent: limit === undefined ? null : Math.min(100, 100 * load),
    otherLines: there.flatMap(({ effect: { error, linesPerMinute, only }, level }) =>
      error !== undefined && linesPerMinute > 0 ? [{ error, perMinute: linesPerMinute * level, only }] : [],
    ),
  };
}

/** Causes overlap: a request fails once. */
function totalPercent(causes: readonly Cause[]): number {
  return 100 * (1 - causes.reduce((good, { percent }) => good * (1 - Math.min(percent, 100) / 100), 1));
}

/** Gives each failed request one cause, in proportion. */
function shareOut(causes: readonly Cause[], errors: number): readonly ErrorLines[] {
  const sum = causes.reduce((total, { percent }) => total + percent, 0);
  let given = 0;
  let reached = 0;
  return causes.map(({ error, percent, only }) => {
    reached += sum === 0 ? 0 : (errors * percent) / sum;
    const count = Math.round(reached) - given;
    given += count;
    return { error, count, only };
  });
}

/** Traffic swings over the day and wanders a little. */
function rhythmAt(account: Account, { id, dayRhythm }: SimulatedService, minuteMs: number): number {
  const minute = minuteMs / MINUTE_MS;
  const day = 1 + dayRhythm * Math.sin((minuteMs / 86_400_000) * 2 * Math.PI);
  return day * wander(keyOf(account, id, 'rhythm'), minute, 23, 0.05);
}

const keys = new Map<string, number>();

function keyOf(account: Account, of: string, signal: string): number {
  const text = `${account.key}|${of}|${signal}`;
  const known = keys.get(text);
  if (known !== undefined) return known;
  const key = hashText(text);
  if (keys.size > 10_000) keys.clear();
  keys.set(text, key);
  return key;
}
