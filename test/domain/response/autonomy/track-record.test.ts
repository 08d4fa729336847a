import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { guardrailsSchema } from '../../../../lambdas/domain/policy/schemas/guardrails-schema.ts';
import {
  earnedLevel,
  type JudgedStep,
  judgedChanges,
  outcomeOf,
  stepOutcomes,
} from '../../../../lambdas/domain/response/autonomy/track-record.ts';
import { anAssessment, aPlan } from '../../../support/builders/builders.ts';
import { aStep, aStepRecord } from '../../../support/builders/records.ts';

const of = { service: 'checkout', action: 'scale-ecs-service' };
const at = (minute: number) => new Date(Date.UTC(2026, 10, 23, 0, minute)).toISOString();
const anOutcome = fc.constantFrom(...stepOutcomes);
const history = fc
  .array(anOutcome, { maxLength: 30 })
  .map((outcomes) =>
    outcomes.map((outcome, index): JudgedStep => ({ ...of, runbook: 'r', at: at(index), outcome })),
  );
const bounds = fc.record({
  failuresAtMost: fc.integer({ min: 0, max: 4 }),
  ofLast: fc.integer({ min: 1, max: 10 }),
});
const policy = (overrides: object = {}) => ({
  ...guardrailsSchema.shape.autonomy.parse(undefined),
  ...overrides,
});
const said = (minute: number) => ({ ...of, at: at(minute), by: 'ana', reason: 'because' });

describe('earned autonomy', () => {
  it('never rises by itself: whatever comes after a fall, it stays below', () => {
    fc.assert(
      fc.property(history, history, bounds, (before, after, given) => {
        fc.pre(earnedLevel(policy(given), of, before).isBelow);
        const later = after.map((each, index) => ({ ...each, at: at(100 + index) }));
        expect(earnedLevel(policy(given), of, [...before, ...later]).isBelow).toBe(true);
      }),
    );
  });

  it('does not depend on the order in which steps are read, nor on other services and actions', () => {
    fc.assert(
      fc.property(history, bounds, fc.nat(), (steps, given, seed) => {
        const mixed = steps
          .flatMap((each): JudgedStep[] => [
            each,
            { ...each, service: 'search', outcome: 'revert' },
            { ...each, action: 'other', outcome: 'revert' },
          ])
          .toSorted(
            (a, b) => (((a.at + a.service).length * seed) % 3) - (((b.at + b.action).length * seed) % 3),
          );
        expect(earnedLevel(policy(given), of, mixed).isBelow).toBe(
          earnedLevel(policy(given), of, steps).isBelow,
        );
      }),
    );
  });

  it('is not lost by successes, and never kept through more failures in a row than policy forgives', () => {
    fc.assert(
      fc.property(history, bounds, anOutcome, (steps, given, outcome) => {
        const successes = steps.map((each): JudgedStep => ({ ...each, outcome: 'success' }));
        expect(earnedLevel(policy(given), of, successes).isBelow).toBe(false);
        fc.pre(outcome !== 'success' && given.failuresAtMost < given.ofLast);
        const failures = Array.from(
          { length: given.failuresAtMost + 1 },
          (_, index): JudgedStep => ({
            ...of,
            runbook: 'r',
            at: at(100 + index),
            outcome,
          }),
        );
        expect(earnedLevel(policy(given), of, [...steps, ...failures]).isBelow).toBe(true);
      }),
    );
  });

  it('rises when a person says so, for what was before, and only until the next failures', () => {
    fc.assert(
      fc.property(history, bounds, (steps, given) => {
        const raised = policy({ ...given, raised: [said(50)] });
        expect(earnedLevel(raised, of, steps).isBelow).toBe(false);
        const again = steps.map((each, index) => ({ ...each, at: at(60 + index) }));
        expect(earnedLevel(raised, of, [...steps, ...again]).isBelow).toBe(
          earnedLevel(policy(given), of, again).isBelow,
        );
      }),
    );
  });

  it('is lowered and raised by whoever spoke last; where both spoke at one moment it is lowered', () => {
    const level = (raised: number[], lowered: number[]) =>
      earnedLevel(policy({ raised: raised.map(said), lowered: lowered.map(said) }), of, []).isBelow;
    expect(level([], [10])).toBe(true);
    expect(level([20], [10])).toBe(false);
    expect(level([20], [10, 30])).toBe(true);
    expect(level([20], [20])).toBe(true);
  });

  it('compares times and not texts', () => {
    const failures = [0, 1].map(
      (minute): JudgedStep => ({ ...of, runbook: 'r', at: at(minute), outcome: 'revert' }),
    );
    const raised = [{ ...said(0), at: '2026-11-23T00:01:00Z' }];
    expect(earnedLevel(policy({ raised }), of, failures).isBelow).toBe(false);
  });
});

it.each([
  ['stale', null, null, 'false-fire'],
  ['done', 'recovered', null, 'success'],
  ['done', 'worse', 'undone', 'revert'],
  ['done', 'no-better', 'undone', 'revert'],
  ['done', 'no-better', 'changed-since', 'no-effect'],
  ['done', 'inconclusive', null, null],
  ['unknown', null, null, null],
  [null, null, null, null],
])('a step that ended %s, was judged %s and undone %s counts as %s', (result, verified, undone, outcome) => {
  expect(outcomeOf(result, verified, undone)).toBe(outcome);
});

describe('the changes that were taken back', () => {
  const suspect = { changeId: 'c1', summary: 's', at: at(0), score: 0.9, reasons: [], ruledOut: false };
  const known = { ...suspect, kind: 'lambda-deployment', actor: 'ana' } as const;
  const assessed = (suspects: readonly (typeof suspect)[]) => ({
    assessment: anAssessment({ suspects, plan: aPlan([aStep({ changeId: 'c1' })]) }),
  });
  const taken = (state: 'recovered' | 'no-better' | 'worse' | 'inconclusive') =>
    aStepRecord({
      result: { at: at(1), outcome: 'done', text: 'done', postState: null },
      verification: { at: at(5), verdict: { state, reason: 'because', readings: [] } },
    });

  it.each([
    ['recovered', [true]],
    ['no-better', [false]],
    ['worse', [false]],
    ['inconclusive', []],
  ] as const)('tell by their steps whether that helped: %s', (state, helped) => {
    expect(judgedChanges(assessed([known]), [taken(state)])).toEqual(
      helped.map((each) => ({ kind: 'lambda-deployment', actor: 'ana', helped: each })),
    );
  });

  it('tell nothing where the kind of the change was not kept, or the step reverted none', () => {
    expect(judgedChanges(assessed([suspect]), [taken('recovered')])).toEqual([]);
    const none = { assessment: anAssessment({ suspects: [known], plan: aPlan([aStep()]) }) };
    expect(judgedChanges(none, [taken('recovered')])).toEqual([]);
  });
});
