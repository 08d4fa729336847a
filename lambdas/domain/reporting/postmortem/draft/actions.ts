import { type MetricReading, readingsOf } from '../../../records/evidence.ts';
import type { Step } from '../../../records/plan.ts';
import type { StepRecord } from '../../../records/step-record.ts';
import { joinByTime } from '../../../triage/series/join-by-time.ts';
import { expectationLabel } from '../../labels/expectation-label.ts';
import { stepSummary } from '../../labels/step-summary.ts';
import type { Postmortem, PostmortemAction } from '../document/postmortem-schema.ts';
import { isStep, made, numbersOf } from './citations.ts';
import type { Draft } from './draft-input.ts';
import { sentence } from './sentence.ts';

/** Every step of the plan that anything is recorded of, with what it did to the metric it was to improve. */
export function actions(draft: Draft): readonly PostmortemAction[] {
  const { incident, steps } = draft.record;
  return steps.map((step) => {
    const planned = incident.assessment?.plan.steps.find(({ index }) => index === step.index);
    return {
      step: step.index,
      action: planned?.action ?? 'unknown',
      resource: planned?.resource ?? 'unknown',
      summary: stepSummary(incident, step.index),
      outcome: outcomeOf(step),
      statements: statements(draft, step),
      effect: planned === undefined ? null : effectOf(draft, step, planned),
    };
  });
}

/** In the words of the last thing that is known of it. */
function outcomeOf({ lock, result, verification, undo }: StepRecord): string {
  if (undo !== null)
    return undo.outcome === 'undone' ? 'done, then taken back' : `not taken back: ${undo.outcome}`;
  if (verification !== null) return `done: ${verification.verdict.state}`;
  if (result !== null) return result.outcome;
  return lock === null ? 'not started' : 'started; its result is not recorded';
}

/** Why a step was not begun. */
const endedBefore = ['step.guarded', 'approval.decided', 'approval.expired', 'approval.void'] as const;

function statements({ cite, timeline }: Draft, step: StepRecord) {
  const { index, lock, result, settling, verification, undo } = step;
  const by = lock?.authority.by ?? [];
  const end = lock === null ? timeline.findLast(isStep(index, ...endedBefore)) : undefined;
  return made([
    end === undefined ? null : cite(sentence(end.text), ({ id }) => id === end.id),
    lock === null
      ? null
      : cite(
          by.length === 0 ? 'Allowed by policy.' : `Allowed by ${by.join(', ')}.`,
          isStep(index, 'approval.decided', 'step.guarded', 'step.started'),
        ),
    result === null
      ? null
      : cite(sentence(result.text), isStep(index, `step.${result.outcome}`, 'step.call')),
    settling?.settled === true ? cite(sentence(settling.text), isStep(index, 'step.settled')) : null,
    verification === null
      ? null
      : cite(
          `Verified as ${verification.verdict.state}: ${sentence(verification.verdict.reason)}`,
          isStep(index, 'step.verified'),
        ),
    undo === null ? null : cite(`Undo: ${sentence(undo.text)}`, isStep(index, 'step.undo')),
  ]);
}

/** So much of a chart is before the action. */
const minutesBefore = 45;
const pointsKept = 120;

/** Null where it was not done, or its metric was not read. */
function effectOf(
  { record }: Draft,
  { result, lock, verification, undo }: StepRecord,
  { expectation }: Step,
): PostmortemAction['effect'] {
  if (result?.outcome !== 'done' || lock === null) return null;
  const { metric } = expectation;
  const reading = readingsOf(record.evidence).find(({ name }) => name === metric);
  if (reading === undefined) return null;
  const { unit, periodSeconds, baseline, onsetAt } = reading;
  const from = new Date(Date.parse(lock.at) - minutesBefore * 60_000).toISOString();
  const points = pointsOf(record, reading, verification?.verdict.readings ?? []).filter(
    ({ at }) => at >= from,
  );
  if (points.every(({ value }) => value === null)) return null;
  return {
    metric,
    unit,
    periodSeconds,
    points: points.slice(-pointsKept),
    onsetAt,
    baseline,
    expected: expectationLabel(expectation),
    takenAt: lock.at,
    undoneAt: undo?.outcome === 'undone' ? undo.at : null,
  };
}

/** What triage read, what was read since, and what the action was judged by; each minute once, the later reading. */
function pointsOf(
  { evidence }: Draft['record'],
  { name, points }: MetricReading,
  judged: MetricReading['points'],
): readonly MetricReading['points'][number][] {
  const later = evidence.flatMap((each) =>
    'readings' in each ? [...(each.latest?.readings ?? []), ...(each.course?.readings ?? [])] : [],
  );
  const own = later.filter((reading) => reading.name === name).flatMap((reading) => reading.points);
  return joinByTime(points, [...own, ...judged]);
}

/** What must be put into code, so that the next deployment neither undoes it nor repeats the fault. */
export function backports({ record, timeline }: Draft): Postmortem['backports'] {
  return record.debts.map(({ resource, backport, howToRestore, owner, dueAt, status, stepIndex }) => ({
    resource,
    text: backport,
    restore: howToRestore,
    owner,
    dueAt,
    status,
    cites: numbersOf(
      timeline,
      ({ id }) =>
        id === `debt.recorded:${stepIndex}:${resource}` || id === `debt.closed:${stepIndex}:${resource}`,
    ),
  }));
}
