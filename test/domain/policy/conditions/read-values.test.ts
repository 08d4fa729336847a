import { describe, expect, it } from '@jest/globals';
import { readValues } from '../../../../lambdas/domain/policy/conditions/read-values.ts';

const context = {
  alert: { text: 'x'.repeat(500), labels: { team: 'shop' } },
  service: { tier: 1, known: true },
  evidence: {
    metrics: { errorRate: { current: 41, baseline: Number.NaN } },
    changes: [{ kind: 'flag-change' }],
  },
};

describe('the values that a condition read', () => {
  it.each([
    [
      'service.tier == 1 && evidence.metrics.errorRate.current >= 25',
      ['service.tier', 'evidence.metrics.errorRate.current'],
    ],
    ['has(evidence.metrics.traffic) || service.known', ['service.known']],
    [
      'evidence.metrics.errorRate.current > 5 * evidence.metrics.errorRate.baseline',
      ['evidence.metrics.errorRate.current'],
    ],
    ['evidence.changes.exists(change, change.kind == "flag-change")', []],
    ['alert.labels.team == "shop" && alert.labels.__proto__ != "x"', ['alert.labels.team']],
    ['service.tier == 1 || service.tier == 2', ['service.tier']],
    ['this is no expression', []],
  ])('of %s are %j', (expression, paths) => {
    expect(readValues(expression, context).map(({ path }) => path)).toEqual(paths);
  });

  it('are short, however much a sender wrote', () => {
    expect(readValues('alert.text.matches("x")', context)).toEqual([
      { path: 'alert.text', value: 'x'.repeat(120) },
    ]);
  });
});
