import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import {
  type JudgedChange,
  judgedFactor,
} from '../../../../lambdas/domain/triage/suspects/judged-changes.ts';

const change = { kind: 'lambda-deployment', actor: 'ana' } as const;
const judged = (helped: boolean, parts: Partial<JudgedChange> = {}): JudgedChange => ({
  kind: 'lambda-deployment',
  actor: 'ben',
  helped,
  ...parts,
});
const pointsOf = (list: readonly JudgedChange[]) => judgedFactor(change, list)?.points;

describe('how earlier changes were judged', () => {
  it('says nothing where none of its kind was taken back', () => {
    expect(judgedFactor(change, [])).toBeNull();
    expect(judgedFactor(change, [judged(true, { kind: 'flag-change' })])).toBeNull();
  });

  it('speaks against a kind whose roll-backs helped, and for one whose did not', () => {
    expect(pointsOf([judged(true)])).toBe(1.8);
    expect(pointsOf([judged(true), judged(true)])).toBe(3);
    expect(pointsOf([judged(false)])).toBe(-1.8);
    expect(pointsOf([judged(true), judged(false)])).toBe(0);
  });

  it('counts those of the same deployer twice, and nobody for the same as nobody', () => {
    expect(pointsOf([judged(true, { actor: 'ana' }), judged(false)])).toBeCloseTo(1.2);
    const unknown = { ...change, actor: null };
    expect(judgedFactor(unknown, [judged(true, { actor: null })])?.points).toBe(1.8);
  });

  it('weighs never more than 3, however much there is', () => {
    const some = fc.array(fc.record({ helped: fc.boolean(), isOwn: fc.boolean() }), { minLength: 1 });
    fc.assert(
      fc.property(some, (list) => {
        const points = pointsOf(
          list.map(({ helped, isOwn }) => judged(helped, isOwn ? { actor: 'ana' } : {})),
        );
        expect(Math.abs(points ?? 99)).toBeLessThanOrEqual(3);
      }),
    );
  });
});
