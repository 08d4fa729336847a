import { hashText, unit } from '../chance/noise.ts';
import type { Effect } from '../scenario/scenario-schema.ts';
import { type AccountView, consumedSpans, type Span, spansBetween } from './account-view.ts';

export const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
/** Moments of a minute at which is looked. */
const samples = [5, 15, 25, 35, 45, 55];

/** How much of an effect is there in the minute that begins at `minuteMs`: 0 none of it, 1 all of it. */
export function effectLevel(account: AccountView, effect: Effect, minuteMs: number): number {
  if (effect.atRandom !== undefined) {
    const key = hashText(`${effect.service}|${effect.queue}|${effect.error}|${account.key}`);
    return unit(key, minuteMs / MINUTE_MS) < effect.atRandom ? 1 : 0;
  }
  const spans = spansOf(account, effect, minuteMs);
  if (!touches(spans, minuteMs)) return 0;
  const sum = samples.reduce((total, second) => total + levelAt(spans, effect, minuteMs + second * 1000), 0);
  const avoided =
    effect.unlessFlag === undefined ? 0 : account.flagShareAt(effect.unlessFlag, minuteMs + MINUTE_MS / 2);
  return (sum / samples.length) * (1 - avoided);
}

/** Minutes for which these spans of an effect had been there before `atMs`; `worksOff` minutes of it go with every minute after their end. */
export function effectMinutesUntil(
  spans: readonly Span[],
  { delaySeconds }: Pick<Effect, 'delaySeconds'>,
  atMs: number,
  worksOff: number,
): number {
  return spans.reduce((sum, { from, until, share }) => {
    const begin = from + delaySeconds * 1000;
    const grown = Math.max(0, Math.min(until, atMs) - begin);
    const workedOff = worksOff * Math.max(0, atMs - until);
    return sum + (share * Math.max(0, grown - workedOff)) / MINUTE_MS;
  }, 0);
}

function touches(spans: readonly Span[], minuteMs: number): boolean {
  for (const { from, until } of spans) if (from < minuteMs + MINUTE_MS && until > minuteMs) return true;
  return false;
}

function spansOf(account: AccountView, effect: Effect, minuteMs: number): readonly Span[] {
  if (effect.while !== undefined) {
    const spans = account.spansOf(effect.while);
    return effect.through === undefined ? spans : consumedSpans(spans, account.consumptionOf(effect.through));
  }
  if (effect.afterUndoing !== undefined) return spansBetween(account.spansOf(effect.afterUndoing));
  if (effect.everyDay === undefined) return [];
  const first = account.startedAtMs + effect.everyDay.afterSeconds * 1000;
  const from = first + Math.floor((minuteMs + MINUTE_MS - first) / DAY_MS) * DAY_MS;
  return [{ from, until: from + effect.everyDay.forSeconds * 1000, share: 1 }];
}

function levelAt(spans: readonly Span[], { delaySeconds, rampSeconds }: Effect, atMs: number): number {
  return spans.reduce((sum, { from, until, share }) => {
    const age = (atMs - from) / 1000 - delaySeconds;
    if (age < 0 || atMs >= until) return sum;
    return sum + share * (rampSeconds === 0 ? 1 : Math.min(1, age / rampSeconds));
  }, 0);
}
