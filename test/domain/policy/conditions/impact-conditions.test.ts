import { describe, expect, it } from '@jest/globals';
import { checkCondition } from '../../../../lambdas/domain/policy/conditions/check-condition.ts';
import {
  runbookFields,
  severityFields,
} from '../../../../lambdas/domain/policy/conditions/condition-fields.ts';
import { evaluateCondition } from '../../../../lambdas/domain/policy/conditions/conditions.ts';
import { fillSentence } from '../../../../lambdas/domain/policy/conditions/fill-sentence.ts';
import { evidenceContext } from '../../../../lambdas/domain/triage/conditions/condition-context.ts';
import { evidenceKinds } from '../../../../lambdas/evidence/index.ts';
import {
  aLogPattern,
  anAffected,
  blastRadiusEvidence,
  logsEvidence,
} from '../../../support/builders/impact-evidence.ts';

const patterns = [
  aLogPattern(),
  aLogPattern({ pattern: 'Slow: <num> ms', countBefore: 40, countAfter: 44, isNew: false }),
];
const dimensions = [
  anAffected(),
  anAffected({ dimension: 'user', affected: 7, total: null, share: null, most: [] }),
];
const context = {
  evidence: evidenceContext([logsEvidence({ patterns }), blastRadiusEvidence({ dimensions })], evidenceKinds),
};

const evidence = Object.fromEntries(
  evidenceKinds.map(({ conditions }) => [conditions.name, conditions.fields]),
);
const severity = severityFields(evidence);
const runbook = runbookFields(evidence);

describe('a condition about logs and blast radius', () => {
  it.each([
    'evidence.logs.newPatterns == 1 && evidence.logs.topIsNew',
    'evidence.logs.top.contains("typeerror") && evidence.logs.topCount > 200',
    'evidence.logs.errorsAfter > 5 * evidence.logs.errorsBefore',
    'evidence.logs.patterns.exists(pattern, pattern.startsWith("slow"))',
    'evidence.blastRadius.tenant.share >= 0.5 && evidence.blastRadius.tenant.total == 40',
    'evidence.blastRadius.tenant.affected > 10 && evidence.blastRadius.tenant.most == "acme"',
    'evidence.blastRadius.user.affected == 7 && !has(evidence.blastRadius.user.share)',
    '!has(evidence.blastRadius.region)',
    '"logs" in evidence.available && "blast-radius" in evidence.available',
  ])('holds: %s', (expression) => {
    expect(checkCondition(expression, severity)).toEqual([]);
    expect(checkCondition(expression, runbook)).toEqual([]);
    expect(evaluateCondition(expression, context)).toEqual({ holds: true, problem: null });
  });

  it.each([
    'evidence.blastRadius.tenant.share < 0.5',
    'evidence.logs.newPatterns == 0',
    'evidence.logs.top == ""',
  ])('does not hold while nothing is known: %s', (expression) => {
    const result = evaluateCondition(expression, { evidence: evidenceContext([], evidenceKinds) });
    expect(result).toMatchObject({ holds: false, problem: { kind: 'unknown-value' } });
  });

  it('has no top where there are no errors', () => {
    const evidence = evidenceContext([logsEvidence({ patterns: [] })], evidenceKinds);
    expect(
      evaluateCondition('evidence.logs.newPatterns == 0 && !has(evidence.logs.top)', { evidence }).holds,
    ).toBe(true);
  });

  it('is refused when it names a field that there is not', () => {
    expect(checkCondition('evidence.blastRadius.tenants.share > 0.5', severity)).toHaveLength(1);
    expect(checkCondition('evidence.logs.newPattern > 0', severity)).toHaveLength(1);
  });

  it('fills sentences with its values', () => {
    const sentence =
      '{evidence.blastRadius.tenant.affected} of {evidence.blastRadius.tenant.total} tenants: {evidence.logs.topCount}';
    expect(fillSentence(sentence, context)).toBe('38 of 40 tenants: 214');
  });
});
