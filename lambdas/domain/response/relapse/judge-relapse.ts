import type { ServicePolicy } from '../../policy/schemas/services-schema.ts';
import type { Expectation } from '../../records/plan.ts';
import type { RecordedFacts } from '../../records/recorded-facts.ts';
import type { Criterion } from '../../records/recovery-look/recovery-look.ts';
import { metricLabel, metricValue, unitOf } from '../../triage/series/metric-labels.ts';
import { utcMinute } from '../../utc-minute.ts';
import { besideCriteria } from '../recovery/criteria/success-criteria.ts';
import { judgeRecovery } from '../recovery/judge-recovery.ts';
import type { RecoveryInput } from '../recovery/recovery-input.ts';
import { recoveryWatch } from '../recovery/recovery-watch.ts';
import { isGood, usableReadings } from '../recovery/usable-readings.ts';
import type { RelapseFinding } from './relapse-check.ts';

type Facts = Pick<RecordedFacts, 'incident' | 'evidence' | 'steps'>;

/** By what it is seen whether it lasts: what the step promised that ended it, else the baseline. Null: nothing shows it. */
export function relapseExpectation(record: Facts): Expectation | null {
  const steps = record.incident.assessment?.plan.steps ?? [];
  const ended = record.steps
    .filter(({ verification }) => verification?.verdict.state === 'recovered')
    .filter(({ index }) => steps.find((step) => step.index === index)?.phase !== 'restore')
    .at(-1);
  const watch = (ended && recoveryWatch(record, ended.index)) ?? recoveryWatch(record, null);
  return watch === null ? null : { ...watch.expectation, settleSeconds: 0 };
}

/**
 * Whether the criteria of recovery are broken again: as many bad readings in a row as recovery takes good ones, with comparable traffic.
 * Anything less is no relapse.
 */
export function judgeRelapse(service: ServicePolicy, record: Facts, input: RecoveryInput): RelapseFinding {
  const { expectation, periodSeconds } = input;
  const newest = usableReadings(input).slice(-expectation.goodReadings);
  const { state, reason } = judgeRecovery(input);
  const last = newest.at(-1);
  const isInRow = newest.every(({ atMs }, index) => {
    const before = newest[index - 1];
    return before === undefined || atMs - before.atMs <= periodSeconds * 1000;
  });
  const isBroken =
    state === 'no-better' &&
    last !== undefined &&
    isInRow &&
    newest.length === expectation.goodReadings &&
    newest.every((reading) => reading.comparable && !isGood(reading, expectation));
  if (isBroken) return { state: 'relapsed', reason: broken(expectation, last) };
  const beside = brokenBeside(service, record, input);
  if (beside !== null) return { state: 'relapsed', reason: `${beside.label} is not met: ${beside.text}` };
  return state === 'recovered' ? { state: 'holds', reason } : { state: 'unknown', reason };
}

function broken(
  { metric, comparison, threshold, goodReadings }: Expectation,
  { at, value }: { readonly at: string; readonly value: number },
): string {
  const unit = unitOf(metric);
  const wanted = `${comparison} ${metricValue(threshold, unit)}`;
  return (
    `${metricLabel(metric)} is ${metricValue(value, unit)} at ${utcMinute(at)}, ` +
    `not ${wanted} in ${goodReadings} readings in a row`
  );
}

/** One that has to hold, and did not in any of the newest periods. */
function brokenBeside(service: ServicePolicy, record: Facts, input: RecoveryInput): Criterion | null {
  const { expectation, now, periodSeconds } = input;
  const looks = Array.from({ length: expectation.goodReadings }, (_, back) =>
    besideCriteria(service, record, {
      ...input,
      expectation: { ...expectation, goodReadings: 1 },
      now: new Date(now.getTime() - back * periodSeconds * 1000),
    }),
  );
  const isUnmet = (look: readonly Criterion[], id: string): boolean =>
    look.find((each) => each.id === id)?.state === 'not-met';
  const required = looks[0]?.filter((each) => each.required) ?? [];
  return required.find(({ id }) => looks.every((look) => isUnmet(look, id))) ?? null;
}
