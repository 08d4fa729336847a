import { describe, expect, it } from '@jest/globals';
import type { Assessment } from '../../../../lambdas/domain/records/incident.ts';
import type { Symptom } from '../../../../lambdas/domain/records/severity.ts';
import { headlineOf, likelyCauseOf } from '../../../../lambdas/domain/reporting/views/headline.ts';
import { sampleIncident } from '../../../support/builders/samples/sample-incident.ts';

const { assessment } = sampleIncident('awaiting-approval');

function judged(symptom: Symptom, values: Readonly<Record<string, number>>): Assessment {
  if (assessment === null) throw new Error('The sample was not assessed');
  const read = Object.entries(values).map(([name, value]) => ({ path: `evidence.metrics.${name}`, value }));
  return { ...assessment, severity: { ...assessment.severity, symptom, values: read } };
}

describe('what is wrong, in one line', () => {
  it.each([
    ['availability', { 'errorRate.current': 31.987 }, '32 % of requests failing'],
    [
      'availability',
      { 'traffic.current': 3, 'traffic.baseline': 970 },
      'Traffic down to 3 a minute from 970',
    ],
    [
      'performance',
      { 'latencyP99.current': 4200, 'latencyP99.baseline': 300 },
      'p99 latency 4200 ms, usually 300 ms',
    ],
    ['performance', { 'saturation.current': 97 }, '97 % of capacity used'],
    ['dlq', { 'dlqDepth.current': 12 }, '12 messages in the dead-letter queue'],
    ['dlq', { 'dlqDepth.current': 1 }, '1 message in the dead-letter queue'],
  ] as const)('is what was measured: %s %j', (symptom, values, words) => {
    expect(headlineOf({ title: 'HighErrors', symptom, assessment: judged(symptom, values) })).toBe(words);
  });

  it('is what was measured when it got worse after triage, and not what triage measured', () => {
    const triaged = judged('availability', { 'errorRate.current': 25 });
    const values = [{ path: 'evidence.metrics.errorRate.current', value: 41 }];
    const worse = { title: 'HighErrors', symptom: 'availability', assessment: triaged } as const;
    expect(headlineOf({ ...worse, severity: 'SEV1', severityValues: values })).toContain('25 %');
    const mild = { ...triaged, severity: { ...triaged.severity, severity: 'SEV3' } } as const;
    const raised = { ...worse, assessment: mild, severity: 'SEV1' } as const;
    expect(headlineOf({ ...raised, severityValues: values })).toContain('41 %');
    expect(headlineOf({ ...raised, severityValues: [] })).toContain('25 %');
  });

  it('is no metric that is well, although the rule read it', () => {
    const values = { 'dlqDepth.current': 0, 'errorRate.current': 0.1, 'errorRate.baseline': 0.2 };
    expect(headlineOf({ title: 'Q', symptom: 'dlq', assessment: judged('dlq', values) })).not.toContain('0');
    const asAvailable = judged('availability', values);
    expect(headlineOf({ title: 'Q', symptom: 'availability', assessment: asAvailable })).not.toMatch(/\d/);
  });

  it('is a sentence that somebody wrote, where nothing was measured', () => {
    const title = 'Customers cannot pay by card';
    expect(headlineOf({ title, symptom: 'availability', assessment: null })).toBe(title);
  });

  it.each([
    'CheckoutErrorRateHigh',
    'ALARM: "checkout errors" in Ireland',
    '[FIRING:1] checkout is bad',
    'up{job="checkout"} == 0',
  ])('is the symptom and not the name %s', (title) => {
    expect(headlineOf({ title, symptom: 'availability', assessment: null })).toBe('Requests failing');
  });

  it('is the sentence without the name that stands before it', () => {
    const title = 'CheckoutErrors: cards are refused everywhere';
    expect(headlineOf({ title, symptom: 'availability', assessment: null })).toBe(
      'Cards are refused everywhere',
    );
  });

  it('is the name where nobody knows more', () => {
    expect(headlineOf({ title: 'DiskThing', symptom: 'unknown', assessment: null })).toBe('DiskThing');
  });
});

describe('the likely cause', () => {
  it('is the change that is blamed, else what it looks like, else not known', () => {
    if (assessment === null) throw new Error('The sample was not assessed');
    const [suspect] = assessment.suspects;
    const blamed = { ...assessment, culprit: suspect?.changeId ?? null };
    expect(likelyCauseOf({ assessment: blamed })).toBe(suspect?.summary);
    const explanation = { kind: 'saturation', text: 'Looks like saturation' } as const;
    expect(likelyCauseOf({ assessment: { ...assessment, culprit: null, explanation } })).toBe(
      explanation.text,
    );
    expect(likelyCauseOf({ assessment: null })).toBeNull();
  });

  it('is the first suspect that is not ruled out on a record from before blame was kept', () => {
    if (assessment === null) throw new Error('The sample was not assessed');
    const { culprit: _, ...earlier } = assessment;
    const [suspect] = assessment.suspects;
    if (suspect === undefined) throw new Error('The sample has a suspect');
    const ruledOut = { ...suspect, summary: 'Not this', ruledOut: true };
    const suspects = [ruledOut, { ...suspect, ruledOut: false }];
    expect(likelyCauseOf({ assessment: { ...earlier, suspects } })).toBe(suspect.summary);
  });
});
