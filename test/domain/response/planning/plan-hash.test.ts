import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { planHash } from '../../../../lambdas/domain/response/planning/plan-hash.ts';
import { aStep } from '../../../support/builders/records.ts';

describe('the hash of a plan', () => {
  it('is the same however the keys are ordered', () => {
    const step = aStep({ params: { a: 1, b: { c: 2, d: [3, { e: 4, f: 5 }] } } });
    const reordered = Object.fromEntries(Object.entries(step).toReversed());
    const same = { ...step, ...reordered, params: { b: { d: [3, { f: 5, e: 4 }], c: 2 }, a: 1 } };
    expect(planHash([same])).toBe(planHash([step]));
    expect(planHash([])).toMatch(/^[0-9a-f]{64}$/);
  });

  it('changes with any value and with the order of the steps', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (a, b) => {
        const hash = (value: unknown) => planHash([aStep({ params: { value } })]);
        expect(hash(a) === hash(b)).toBe(JSON.stringify(sorted(a)) === JSON.stringify(sorted(b)));
      }),
    );
    const steps = [aStep({ index: 0 }), aStep({ index: 1 })];
    expect(planHash(steps)).not.toBe(planHash(steps.toReversed()));
  });
});

/** An independent way to canonical form: objects as sorted lists of pairs. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return ['list', ...value.map(sorted)];
  if (typeof value !== 'object' || value === null) return value;
  const pairs = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return ['map', ...pairs.map(([key, member]) => [key, sorted(member)])];
}
