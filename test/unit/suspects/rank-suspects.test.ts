import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { rankSuspects } from '../../../lambdas/domain/suspects/rank-suspects.ts';
import { aChange, aReading, minutes } from '../../support/builders.ts';

const startedAt = new Date('2026-11-23T02:02:00.000Z');
const onset = Date.parse('2026-11-23T02:01:00.000Z');
const beforeOnset = (seconds: number) => new Date(onset - seconds * 1000).toISOString();
const deployment = aChange();
const flag = aChange({
  id: 'flag:new-pricing',
  kind: 'flag-change',
  summary: 'Flag new-pricing on',
  at: beforeOnset(9 * 3600),
});
const question = { service: 'checkout', changes: [deployment, flag], readings: [aReading()], startedAt };
const calm = aReading({
  onsetAt: null,
  current: 0.4,
  points: minutes('2026-11-23T02:00:00.000Z', [0.4, 0.4, 0.4, 0.5]),
});

describe('suspects', () => {
  it('blames the deployment 20 s before the onset, and rules out the flag of yesterday evening', () => {
    const { suspects, culprit, reason } = rankSuspects(question);
    expect(culprit?.change).toBe(deployment);
    expect(reason).toBe('Lambda version 57 of checkout took effect 20 s before the onset');
    expect(suspects).toEqual([
      expect.objectContaining({ changeId: deployment.id, score: 0.99, ruledOut: false }),
      expect.objectContaining({
        changeId: flag.id,
        score: 0,
        ruledOut: true,
        reasons: ['took effect 9 h before the onset, without trouble since'],
      }),
    ]);
  });

  it.each([
    ['a change after the onset', [aChange({ at: beforeOnset(-600) })], 'No change fits the onset'],
    [
      'a change long before',
      [aChange({ at: beforeOnset(3 * 3600) })],
      'No change is near enough to the onset to be blamed',
    ],
    ['two changes at once', [deployment, aChange({ ...flag, at: beforeOnset(60) })], 'about equally suspect'],
    [
      'a change to another service',
      [aChange({ service: 'search', at: beforeOnset(600) })],
      'No change is near enough',
    ],
    ['no change', [], 'No change fits the onset'],
    ['a change whose time is not known', [aChange({ at: 'soon' })], 'No change fits the onset'],
  ])('abstains for %s', (_, changes, reason) => {
    const ranking = rankSuspects({ ...question, changes });
    expect(ranking.culprit).toBeNull();
    expect(ranking.reason).toContain(reason);
  });

  it('blames nobody when no metric left its baseline', () => {
    const ranking = rankSuspects({ ...question, readings: [calm] });
    expect(ranking.culprit).toBeNull();
    expect(ranking.reason).toContain('No metric has left its baseline');
  });

  it("takes the alert's own time when metrics are missing or end before it", () => {
    const late = { ...calm, points: calm.points.slice(0, 2) };
    for (const readings of [[], [late]]) {
      const { culprit, suspects } = rankSuspects({ ...question, readings });
      expect(culprit?.change).toBe(deployment);
      expect(suspects[0]?.reasons).toContain("the onset is the alert's own time");
    }
  });

  const change = fc
    .record({ seconds: fc.integer({ min: -7200, max: 50_000 }), own: fc.boolean() })
    .map(({ seconds, own }) =>
      aChange({ id: `${seconds} ${own}`, at: beforeOnset(seconds), service: own ? 'checkout' : 'search' }),
    );

  it('are the same whatever the order and however often a change is listed', () => {
    fc.assert(
      fc.property(fc.array(change), (changes) => {
        const ranking = rankSuspects({ ...question, changes });
        expect(rankSuspects({ ...question, changes: [...changes.toReversed(), ...changes] })).toEqual(
          ranking,
        );
      }),
    );
  });

  it('keep their scores when another change is added', () => {
    fc.assert(
      fc.property(fc.array(change), change, (changes, other) => {
        const scores = (list: typeof changes) =>
          new Map(
            rankSuspects({ ...question, changes: list }).suspects.map(({ changeId, score }) => [
              changeId,
              score,
            ]),
          );
        const after = scores([...changes, other]);
        for (const [id, score] of scores(changes)) expect(after.get(id)).toBe(score);
      }),
    );
  });
});
