import type { Account } from './account.ts';
import type { Effect, Scenario, SimulatedService } from './scenario.ts';

/** What a service shows in one minute. */
export interface Signals {
  readonly requests: number;
  readonly errors: number;
  readonly latencyP50Ms: number;
  readonly latencyP99Ms: number;
}

export const MINUTE_MS = 60_000;

/** The signals of a service in the minute that begins at `minuteMs`: a pure function of scenario, account and time. */
export function signalsAt(
  scenario: Scenario,
  account: Account,
  service: SimulatedService,
  minuteMs: number,
): Signals {
  const shares = scenario.effects
    .filter((effect) => effect.service === service.id)
    .map((effect) => ({ effect, share: shareOfMinute(account, effect, minuteMs) }));
  const blend = (normal: number, affected: (effect: Effect) => number | undefined): number =>
    shares.reduce((value, { effect, share }) => {
      const other = affected(effect);
      return other === undefined ? value : value * (1 - share) + other * share;
    }, normal);

  const factor = (of: (effect: Effect) => number | undefined): number => blend(1, of);
  const requests = Math.round(
    service.requestsPerMinute *
      dayRhythm(minuteMs) *
      noise(service.id, 'requests', minuteMs, 0.06) *
      factor(({ trafficFactor }) => trafficFactor),
  );
  const errorPercent = blend(service.errorPercent, ({ errorPercent }) => errorPercent);
  const latency = factor(({ latencyFactor }) => latencyFactor);
  return {
    requests,
    errors: Math.round((requests * errorPercent * noise(service.id, 'errors', minuteMs, 0.12)) / 100),
    latencyP50Ms: service.latencyP50Ms * latency * noise(service.id, 'p50', minuteMs, 0.04),
    latencyP99Ms: service.latencyP99Ms * latency * noise(service.id, 'p99', minuteMs, 0.08),
  };
}

/** The part of the minute in which the effect's cause was in place, sampled every ten seconds. */
function shareOfMinute(account: Account, effect: Effect, minuteMs: number): number {
  const samples = [5, 15, 25, 35, 45, 55].map((second) => minuteMs + second * 1000);
  return samples.filter((at) => isActive(account, effect, at)).length / samples.length;
}

function isActive(account: Account, { while: cause }: Effect, atMs: number): boolean {
  return 'function' in cause
    ? account.versionAt(cause.function, atMs) === cause.version
    : account.flagAt(cause.application, cause.profile, cause.flag, atMs);
}

/** Traffic swings by a fifth over the day. */
function dayRhythm(minuteMs: number): number {
  return 1 + 0.2 * Math.sin((minuteMs / 86_400_000) * 2 * Math.PI);
}

/** Repeatable noise around 1: the same minute always gives the same value. FNV-1a. */
function noise(service: string, signal: string, minuteMs: number, spread: number): number {
  let hash = 0x811c9dc5;
  for (const character of `${service}|${signal}|${minuteMs}`) {
    hash = Math.imul(hash ^ character.charCodeAt(0), 0x01000193) >>> 0;
  }
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d) >>> 0;
  return 1 + spread * ((hash / 0xffffffff) * 2 - 1);
}
