import type { DataPoint } from '../../records/evidence.ts';
import type { Expectation } from '../../records/plan.ts';
import type { RecoveryVerdict } from '../../records/recovery.ts';
import { metricLabel, metricValue, unitOf } from '../../triage/series/metric-labels.ts';
import { checkGuardMetric } from './check-guard-metric.ts';
import type { RecoveryInput } from './recovery-input.ts';
import { goodRow, isGood, latenessSeconds, type UsableReading, usableReadings } from './usable-readings.ts';

/** The verdict, or that it is too early for one: `reason` says what is missing. */
export type RecoveryJudgement =
  | RecoveryVerdict
  | { readonly state: 'not-yet'; readonly reason: string; readonly readings: readonly DataPoint[] };

/**
 * How long after the deadline a recovery that has begun may be completed: undoing what just helped would hurt. The
 * schedule must run until then.
 */
export function graceSeconds({ goodReadings }: Expectation, periodSeconds = 60): number {
  return goodReadings * periodSeconds + latenessSeconds;
}

/**
 * Judges the whole series since the action, so that it may be asked at any time and again. Recovered takes consecutive
 * good readings up to the newest, with comparable traffic; missing data is never recovered. What misses the expectation by chance is neither.
 */
export function judgeRecovery(input: RecoveryInput): RecoveryJudgement {
  const { expectation, guards, series, deadlineAt, now } = input;
  const readings = usableReadings(input);
  const shown = readings.map(({ at, value }) => ({ at, value }));
  for (const guard of guards) {
    const worse = checkGuardMetric(guard, series[guard.metric] ?? [], input);
    if (worse !== null) return { state: 'worse', reason: worse, readings: shown };
  }
  const { good, byChance, newestIsByChance } = goodRow(readings, input);
  const isFresh = ageSeconds(readings.at(-1), input) <= latenessSeconds;
  const { metric, comparison, threshold } = expectation;
  const wanted = `${metricLabel(metric)} ${comparison} ${metricValue(threshold, unitOf(metric))}`;
  const counted = Math.min(good, expectation.goodReadings);
  const progress = `${counted} of ${expectation.goodReadings} good readings in a row (${wanted})${passedOver(byChance)}`;
  if (isFresh && good >= expectation.goodReadings) {
    return { state: 'recovered', reason: `${progress}, with comparable traffic`, readings: shown };
  }
  const secondsLeft = (deadlineAt.getTime() - now.getTime()) / 1000;
  const hasBegun = isFresh && good + byChance > 0;
  if (secondsLeft > 0 || (hasBegun && secondsLeft > -graceSeconds(expectation, input.periodSeconds))) {
    return { state: 'not-yet', reason: progress, readings: shown };
  }
  if (readings.length === 0 || !isFresh) {
    const last = readings.at(-1)?.at;
    const since = last === undefined ? 'since the action' : `since ${last}`;
    const reason = `No usable reading (${metricLabel(metric)}) ${since}: missing data is not recovery`;
    return { state: 'inconclusive', reason, readings: shown };
  }
  const newest = readings.at(-1);
  if (newest !== undefined && !newest.comparable && isGood(newest, expectation)) {
    return { state: 'inconclusive', reason: tooLittleTraffic(input, newest), readings: shown };
  }
  if (newestIsByChance) {
    return { state: 'inconclusive', reason: `${progress}: too few requests to tell`, readings: shown };
  }
  return { state: 'no-better', reason: `At the deadline: ${progress}`, readings: shown };
}

function passedOver(byChance: number): string {
  if (byChance === 0) return '';
  return `, not counting ${byChance} that ${byChance === 1 ? 'misses' : 'miss'} it by no more than one failed request`;
}

/** Few requests that go well say little about the many that are usual. */
function tooLittleTraffic(
  { expectation, leastTraffic }: RecoveryInput,
  { at, value, requests }: UsableReading,
) {
  const { metric } = expectation;
  return (
    `${metricLabel(metric)} is ${metricValue(value, unitOf(metric))} at ${at}, but with too little traffic to tell: ` +
    `${metricValue(requests ?? 0, unitOf('traffic'))} of the at least ${metricValue(leastTraffic ?? 0, unitOf('traffic'))} that it takes`
  );
}

/** Of the reading's end; infinite when there is none. */
function ageSeconds(reading: UsableReading | undefined, { now, periodSeconds }: RecoveryInput): number {
  if (reading === undefined) return Number.POSITIVE_INFINITY;
  return (now.getTime() - reading.atMs) / 1000 - periodSeconds;
}
