import { countAround, jitter, unit, wander } from '../chance/noise.ts';
import type { Scenario } from '../scenario/scenario.ts';
import type { Effect } from '../scenario/scenario-schema.ts';
import type { SimulatedService } from '../scenario/service-schema.ts';
import type { AccountView } from './account-view.ts';
import { type IndexedService, indexServices } from './effect-index.ts';
import { effectLevel, MINUTE_MS } from './effect-level.ts';
import { keysOf } from './signal-keys.ts';

/** What a service shows in one minute. */
export interface Signals {
  readonly requests: number;
  /** Those beyond the capacity. */
  readonly overflow: number;
  /** Those that were turned away before they were worked on: none of them is an error or a log line. */
  readonly throttled: number;
  readonly errors: number;
  readonly latencyP50Ms: number;
  readonly latencyP99Ms: number;
  /** Requests at work at the busiest moment. */
  readonly concurrency: number;
  /** Of the limit, 0–100; null without one. */
  readonly saturationPercent: number | null;
}

/** Error lines that say the same, and whose requests they were about. */
export interface ErrorLines {
  /** `Name: message`. */
  readonly error: string;
  readonly count: number;
  readonly only: Effect['only'];
}

/** Why requests fail, before chance: a share of them, and what the log says about it. */
interface Cause {
  readonly error: string;
  readonly percent: number;
  readonly only: Effect['only'];
}

/** Error lines that belong to no failed request. */
interface OtherLines {
  readonly error: string;
  readonly perMinute: number;
  readonly only: Effect['only'];
}

interface Expected {
  readonly requests: number;
  readonly causes: readonly Cause[];
  /** Those beyond the capacity, 0–1, and whether they are turned away. */
  readonly overflowShare: number;
  readonly isTurnedAway: boolean;
  readonly latencyP50Ms: number;
  readonly latencyP99Ms: number;
  readonly concurrency: number;
  readonly saturationPercent: number | null;
  readonly otherLines: readonly OtherLines[];
}

/** Past this part of the limit, requests wait for each other. */
const crowded = 0.85;

/** The signals of a service in the minute that begins at `minuteMs`: a pure function of scenario, account and time. */
export function signalsAt(
  scenario: Scenario,
  account: AccountView,
  service: SimulatedService,
  minuteMs: number,
): Signals {
  const expected = expectedAt(account, indexedOf(scenario, service), minuteMs);
  const minute = Math.floor(minuteMs / MINUTE_MS);
  const keys = keysOf(account, service.id);
  const requests = countAround(expected.requests, unit(keys.requests, minute));
  const overflow = Math.round(requests * expected.overflowShare);
  const throttled = expected.isTurnedAway ? overflow : 0;
  const percent = Math.min(99, totalPercent(expected.causes));
  const scatter = service.noiseFactor;
  const failing =
    ((requests - throttled) * percent * jitter(keys.scatter, minute, Math.min(0.9, 0.12 * scatter))) / 100;
  const errors = Math.min(requests - throttled, countAround(failing, unit(keys.errors, minute)));
  // The fewer requests there are, the more a percentile is the latency of a single one.
  const few = 1 + 5 / Math.sqrt(Math.max(1, requests));
  return {
    requests,
    overflow,
    throttled,
    errors,
    latencyP50Ms: rounded(
      expected.latencyP50Ms * jitter(keys.p50, minute, Math.min(0.8, 0.03 * scatter * few)),
    ),
    latencyP99Ms: rounded(
      expected.latencyP99Ms * jitter(keys.p99, minute, Math.min(0.8, 0.06 * scatter * few)),
    ),
    concurrency: Math.max(1, Math.round(expected.concurrency * jitter(keys.concurrency, minute, 0.1))),
    saturationPercent: expected.saturationPercent,
  };
}

/** To microseconds. */
function rounded(milliseconds: number): number {
  return Math.round(milliseconds * 1000) / 1000;
}

/** The error lines of that minute by what they say; those of failed requests are as many as its errors. */
export function errorLinesAt(
  scenario: Scenario,
  account: AccountView,
  service: SimulatedService,
  minuteMs: number,
  { errors }: Pick<Signals, 'errors'> = signalsAt(scenario, account, service, minuteMs),
): readonly ErrorLines[] {
  const { causes, otherLines } = expectedAt(account, indexedOf(scenario, service), minuteMs);
  const key = keysOf(account, service.id).lines;
  const others = otherLines.map(({ error, perMinute, only }, index) => ({
    error,
    only,
    count: countAround(perMinute, unit(key + index, minuteMs / MINUTE_MS)),
  }));
  return [...shareOut(causes, errors), ...others].filter(({ count }) => count > 0);
}

function indexedOf(scenario: Scenario, service: SimulatedService): IndexedService {
  const found = indexServices(scenario).get(service.id);
  if (found === undefined) throw new Error(`The scenario has no service ${service.id}`);
  return found;
}

/** Before chance, with what its dependencies suffer. */
function expectedAt(
  account: AccountView,
  { service, effects, needs }: IndexedService,
  minuteMs: number,
): Expected {
  const there = presentAt(account, effects, minuteMs);
  const needed = needs
    .filter(({ of }) => isDegraded(account, of, minuteMs))
    .map(({ share, error, of, unlessFlag }) => {
      const without =
        unlessFlag === undefined ? 0 : account.flagShareAt(unlessFlag, minuteMs + MINUTE_MS / 2);
      return { share: share * (1 - without), error, of, now: expectedAt(account, of, minuteMs) };
    });
  const usual = service.errors[0] ?? 'Error: the request failed';
  const causes: Cause[] = [{ error: usual, percent: service.errorPercent, only: undefined }];
  const otherLines: OtherLines[] = [];
  for (const { effect, level } of there) {
    const { errorPercent = 0, error = usual, linesPerMinute, only } = effect;
    if (errorPercent > 0) causes.push({ error, percent: errorPercent * level, only });
    if (linesPerMinute > 0) otherLines.push({ error, perMinute: linesPerMinute * level, only });
  }
  let p50 = service.latencyP50Ms * factorOf(there, 'latencyFactor');
  let p99 = service.latencyP99Ms * factorOf(there, 'latencyFactor');
  for (const { share, error, of, now } of needed) {
    p50 += share * Math.max(0, now.latencyP50Ms - of.service.latencyP50Ms);
    p99 += share * Math.max(0, now.latencyP99Ms - of.service.latencyP99Ms);
    const excess = totalPercent(now.causes) - of.service.errorPercent;
    if (excess > 0.01) causes.push({ error, percent: share * excess, only: undefined });
  }

  const through = account.requestLimitAt(service, minuteMs + MINUTE_MS / 2) ?? Number.POSITIVE_INFINITY;
  const traffic = Math.min(
    rhythmAt(account, service, minuteMs) * factorOf(there, 'trafficFactor'),
    through / service.requestsPerMinute,
  );
  const { concurrency = 4 } = service;
  const capacity = account.capacityAt(service, minuteMs + MINUTE_MS / 2);
  const limit = capacity?.requests ?? service.concurrencyLimit;
  const demand = concurrency * traffic * (p50 / service.latencyP50Ms) * factorOf(there, 'concurrencyFactor');
  const load = limit === undefined ? 0 : demand / limit;
  const beyond = load > 1 ? 1 - 1 / load : 0;
  const isTurnedAway = capacity?.turnsAway ?? false;
  if (beyond > 0 && !isTurnedAway) {
    causes.push({ error: service.overloadError, percent: 100 * beyond, only: undefined });
  }
  const waiting = isTurnedAway ? 1 : 1 + 4 * Math.max(0, Math.min(load, 2) - crowded);
  return {
    requests: service.requestsPerMinute * traffic,
    causes,
    overflowShare: beyond,
    isTurnedAway,
    otherLines,
    latencyP50Ms: p50 * waiting,
    latencyP99Ms: p99 * waiting,
    concurrency: limit === undefined ? demand : Math.min(limit, demand),
    saturationPercent: limit === undefined ? null : Math.min(100, 100 * load),
  };
}

function presentAt(account: AccountView, effects: readonly Effect[], minuteMs: number): readonly Present[] {
  if (effects.length === 0) return nothing;
  const present: Present[] = [];
  for (const effect of effects) {
    const level = effectLevel(account, effect, minuteMs);
    if (level > 0) present.push({ effect, level });
  }
  return present;
}

const nothing: readonly Present[] = [];

/** Whether something may befall it; what runs in tasks can be short of them without any effect. */
function isDegraded(
  account: AccountView,
  { service, effects, needs }: IndexedService,
  minuteMs: number,
): boolean {
  return (
    service.ecsService !== undefined ||
    presentAt(account, effects, minuteMs).length > 0 ||
    needs.some(({ of }) => isDegraded(account, of, minuteMs))
  );
}

/** An effect that is there, and how much of it. */
interface Present {
  readonly effect: Effect;
  readonly level: number;
}

function factorOf(
  there: readonly Present[],
  name: 'latencyFactor' | 'trafficFactor' | 'concurrencyFactor',
): number {
  return there.reduce((value, { effect, level }) => value * (1 + ((effect[name] ?? 1) - 1) * level), 1);
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
function rhythmAt(account: AccountView, { id, dayRhythm }: SimulatedService, minuteMs: number): number {
  const minute = minuteMs / MINUTE_MS;
  const day = 1 + dayRhythm * Math.sin((minuteMs / 86_400_000) * 2 * Math.PI);
  return day * wander(keysOf(account, id).rhythm, minute, 23, 0.05);
}
