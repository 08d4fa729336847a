import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { checkCondition } from '../../../../lambdas/domain/policy/conditions/check-condition.ts';
import {
  type FieldTree,
  runbookFields,
  severityFields,
} from '../../../../lambdas/domain/policy/conditions/condition-fields.ts';
import { evaluateCondition } from '../../../../lambdas/domain/policy/conditions/conditions.ts';
import { fillSentence } from '../../../../lambdas/domain/policy/conditions/fill-sentence.ts';
import {
  alertContext,
  evidenceContext,
} from '../../../../lambdas/domain/triage/conditions/condition-context.ts';
import { evidenceKinds } from '../../../../lambdas/evidence/index.ts';
import { aReading, metricsEvidence } from '../../../support/builders/builders.ts';
import { anAlert } from '../../../support/builders/records.ts';

const context = {
  alert: alertContext(anAlert()),
  service: { known: true, id: 'checkout', tier: 1 },
  evidence: evidenceContext(
    [metricsEvidence([aReading({ current: 41.2, baseline: { median: 3, deviation: 1, samples: 60 } })])],
    evidenceKinds,
  ),
};

const evidence = Object.fromEntries(
  evidenceKinds.map(({ conditions }) => [conditions.name, conditions.fields]),
);
const severity = severityFields(evidence);
const runbook = runbookFields(evidence);

describe('a condition', () => {
  it.each([
    'evidence.metrics.errorRate.current > 5 * evidence.metrics.errorRate.baseline',
    'evidence.metrics.errorRate.current > evidence.metrics.errorRate.baseline * 5 + 1',
    'evidence.metrics.errorRate.current / 2 - 1 > 19.5',
    'service.tier == 1 && service.tier < 2 && service.tier in [1, 2]',
    'service.tier + 1 == 2',
    '!has(evidence.metrics.latencyP99)',
    'alert.labels.alertname == "CheckoutErrorRateHigh"',
    'alert.text.contains("error rate is 41 %")',
    '"metrics" in evidence.available',
    'evidence.metrics.latencyP99.current > 1 || alert.severityHint == "critical"',
  ])('holds: %s', (expression) => {
    expect(checkCondition(expression, severity)).toEqual([]);
    expect(evaluateCondition(expression, context)).toEqual({ holds: true, problem: null });
  });

  it('does not hold, and says so, when it reads what is not known', () => {
    const result = evaluateCondition('evidence.metrics.latencyP99.current > 1', context);
    expect(result).toMatchObject({ holds: false, problem: { kind: 'unknown-value' } });
  });

  it('does not hold, and says why, when it is wrong for the values', () => {
    const result = evaluateCondition('alert.title > 1', context);
    expect(result).toMatchObject({ holds: false, problem: { kind: 'error' } });
  });

  it('never throws, whatever the expression', () => {
    fc.assert(
      fc.property(fc.string(), (expression) => {
        expect(typeof evaluateCondition(expression, context).holds).toBe('boolean');
        expect(Array.isArray(checkCondition(expression, runbook))).toBe(true);
      }),
    );
  });

  it('cannot reach the prototype of anything', () => {
    expect(evaluateCondition('has(alert.constructor)', context).holds).toBe(false);
    expect(evaluateCondition('alert.labels.toString == "x"', context).problem?.kind).toBe('unknown-value');
  });

  it.each([
    ['service.tier ==', 15, 'unexpected token'],
    ['service.teir == 1', 8, 'there is no "teir" here'],
    ['evidence.changes.exists(c, c.kind == nothing)', 37, 'unknown variable: nothing'],
    ['suspect.kind == "flag-change"', 0, 'there is no "suspect" here'],
    ['size(alert.labels)', 0, 'gives int instead of true or false'],
  ])('is refused at the character where it goes wrong: %s', (expression, offset, text) => {
    const [problem] = checkCondition(expression, severity);
    expect(problem).toMatchObject({ offset, text: expect.stringContaining(text) });
  });
});

describe('docs/policy.md', () => {
  it('names every field that a condition can read', () => {
    const text = readFileSync(new URL('../../../../docs/policy.md', import.meta.url), 'utf8');
    const leaves = (tree: FieldTree): readonly string[] =>
      tree === 'anything' ? [] : Object.entries(tree).flatMap(([name, below]) => [name, ...leaves(below)]);
    const written = new Set([...text.matchAll(/[`.]([\w-]+)/g)].map(([, name]) => name));
    for (const name of leaves(runbook)) expect(written).toContain(name);
  });
});

describe('a sentence', () => {
  it('is filled in with what is known', () => {
    const sentence =
      '{service.id}: {evidence.metrics.errorRate.current} %, {evidence.metrics.traffic.current} a minute';
    expect(fillSentence(sentence, context)).toBe('checkout: 41.2 %, ? a minute');
  });
});
