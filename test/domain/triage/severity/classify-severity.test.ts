import { beforeAll, describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import type { CompiledPolicy } from '../../../../lambdas/domain/policy/policy.ts';
import { severityHints } from '../../../../lambdas/domain/records/alert.ts';
import { severities } from '../../../../lambdas/domain/records/severity.ts';
import { classifySeverity } from '../../../../lambdas/domain/triage/severity/classify-severity.ts';
import { evidenceKinds } from '../../../../lambdas/evidence/index.ts';
import { aReading, aService, metricsEvidence, shippedPolicy } from '../../../support/builders/builders.ts';
import { anAlert } from '../../../support/builders/records.ts';

let policy: CompiledPolicy['severity'];
beforeAll(async () => {
  policy = (await shippedPolicy()).severity;
});

const service = aService();
const rank = (severity: (typeof severities)[number]) => severities.indexOf(severity);
const errorRate = (current: number) =>
  metricsEvidence([aReading({ current, baseline: { median: 0.4, deviation: 0.1, samples: 60 } })]);

describe('severity', () => {
  it('is SEV2 by a critical alert alone, and SEV1 once 41 % of a tier-1 service is seen to fail', () => {
    const alerts = [anAlert()];
    expect(classifySeverity(policy, { alerts, service, evidence: [], evidenceKinds }).verdict).toMatchObject({
      severity: 'SEV2',
      symptom: 'availability',
    });
    expect(
      classifySeverity(policy, { alerts, service, evidence: [errorRate(41)], evidenceKinds }).verdict,
    ).toEqual({
      severity: 'SEV1',
      symptom: 'availability',
      reason: 'Checkout is a tier-1 service and 41 % of its requests fail.',
      rule: expect.stringMatching(/^severity\.yaml:\d+ major-outage$/),
      values: [
        { path: 'service.tier', value: 1 },
        { path: 'evidence.metrics.errorRate.current', value: 41 },
      ],
    });
  });

  it.each([
    ['An API key was leaked: credential leak in a public repository', 'SEV1', 'security'],
    ['Checksum mismatch in orders', 'SEV1', 'data-corruption'],
    ['payments-dlq has messages', 'SEV2', 'dlq'],
    ['Authentication failures', 'SEV2', 'auth'],
    ['LLM provider errors', 'SEV2', 'agents'],
    ['p99 latency high', 'SEV3', 'performance'],
    ['Something else', 'SEV3', 'unknown'],
    ['The authors page was edited', 'SEV3', 'unknown'],
  ])('of "%s" is %s, %s', (title, severity, symptom) => {
    const alert = anAlert({ title, description: null, severityHint: null, labels: {} });
    const { verdict } = classifySeverity(policy, { alerts: [alert], service, evidence: [], evidenceKinds });
    expect(verdict).toMatchObject({ severity, symptom });
  });

  it('makes an incident sensitive when any alert speaks of security, whatever rule gave the severity', () => {
    const rule = { reason: 'Because', place: 'severity.yaml:1' } as const;
    const rules = [
      { ...rule, id: 'any', when: 'alert.title != ""', severity: 'SEV1', symptom: 'availability' },
      { ...rule, id: 'leak', when: 'alert.text.contains("leak")', severity: 'SEV3', symptom: 'security' },
    ] as const;
    const isSensitive = (...titles: readonly string[]) =>
      classifySeverity(
        { ...policy, rules },
        { alerts: titles.map((title) => anAlert({ title })), service, evidence: [], evidenceKinds },
      );
    expect(isSensitive('errors', 'key leak')).toMatchObject({
      sensitive: true,
      verdict: { severity: 'SEV1', symptom: 'availability' },
    });
    expect(isSensitive('errors').sensitive).toBe(false);
  });

  it('takes a rule about security that cannot be evaluated for one that holds', () => {
    const rules = [
      {
        id: 'broken',
        when: 'alert.title > 1',
        severity: 'SEV1',
        symptom: 'security',
        reason: 'x',
        place: 'severity.yaml:1',
      },
    ] as const;
    const signals = { alerts: [anAlert()], service, evidence: [], evidenceKinds };
    expect(classifySeverity({ ...policy, rules }, signals).sensitive).toBe(true);
    expect(classifySeverity(policy, signals).sensitive).toBe(false);
  });

  it('is not lowered by a milder rule that only holds with evidence', () => {
    const rule = { symptom: 'availability', reason: 'Because', place: 'severity.yaml:1' } as const;
    const rules = [
      { ...rule, id: 'calm', when: 'evidence.metrics.errorRate.current < 1', severity: 'SEV3' },
      { ...rule, id: 'critical', when: 'alert.severityHint == "critical"', severity: 'SEV1' },
    ] as const;
    const { verdict } = classifySeverity(
      { ...policy, rules },
      { alerts: [anAlert()], service, evidence: [errorRate(0.1)], evidenceKinds },
    );
    expect(verdict.severity).toBe('SEV1');
  });

  it('of an unknown service needs no tier', () => {
    const { verdict, problems } = classifySeverity(policy, {
      alerts: [anAlert()],
      service: null,
      evidence: [],
      evidenceKinds,
    });
    expect(verdict.severity).toBe('SEV2');
    expect(problems).toEqual([]);
  });

  it('says which rule could not be evaluated, and goes on', () => {
    const [rule] = policy.rules;
    if (rule === undefined) throw new Error('The shipped policy has rules');
    const rules = [{ ...rule, when: 'alert.title > 1' }, ...policy.rules.slice(1)];
    const { verdict, problems } = classifySeverity(
      { ...policy, rules },
      { alerts: [anAlert()], service, evidence: [], evidenceKinds },
    );
    expect(verdict.severity).toBe('SEV2');
    expect(problems).toEqual([expect.stringContaining('security-incident')]);
  });

  const alertOf = fc.record({
    title: fc.constantFrom('checkout errors', 'latency', 'dlq', 'auth', 'hello', 'credential leak', ''),
    severityHint: fc.constantFrom(null, ...severityHints),
    fingerprint: fc.constantFrom('f1', 'f2', 'f3'),
  });

  it('never falls because there is evidence or another alert, nor with order or duplicates', () => {
    fc.assert(
      fc.property(
        fc.array(alertOf, { minLength: 1, maxLength: 4 }),
        alertOf,
        fc.double({ min: 0, max: 100, noNaN: true }),
        (some, other, current) => {
          const alerts = some.map((each) => anAlert(each));
          const evidence = [errorRate(current)];
          const classify = (signals: Partial<Parameters<typeof classifySeverity>[1]>) =>
            classifySeverity(policy, { alerts, service, evidence, evidenceKinds, ...signals }).verdict;
          const verdict = classify({});
          expect(rank(verdict.severity)).toBeLessThanOrEqual(
            rank(classify({ evidence: [], evidenceKinds }).severity),
          );
          expect(rank(classify({ alerts: [...alerts, anAlert(other)] }).severity)).toBeLessThanOrEqual(
            rank(verdict.severity),
          );
          expect(classify({ alerts: [...alerts.toReversed(), ...alerts] })).toEqual(verdict);
        },
      ),
    );
  });

  it('never falls when more requests fail or the sender rates it worse', () => {
    const hints = ['unknown', 'info', 'low', 'medium', 'high', 'critical'] as const;
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 100, noNaN: true }),
        fc.double({ min: 0, max: 100, noNaN: true }),
        fc.nat(5),
        fc.nat(5),
        (a, b, c, d) => {
          const severityAt = (current: number, hint: number) => {
            const alerts = [anAlert({ severityHint: hints[hint] ?? null })];
            return classifySeverity(policy, {
              alerts,
              service,
              evidence: [errorRate(current)],
              evidenceKinds,
            }).verdict.severity;
          };
          expect(rank(severityAt(Math.max(a, b), Math.max(c, d)))).toBeLessThanOrEqual(
            rank(severityAt(Math.min(a, b), Math.min(c, d))),
          );
        },
      ),
    );
  });

  it.each(severities)('is at least %s when a person declared it so', (severity) => {
    const declared = { by: 'ana', severity, symptom: 'performance' } as const;
    const alerts = [anAlert({ title: 'slow', labels: {}, severityHint: null, declared })];
    const { verdict } = classifySeverity(policy, { alerts, service, evidence: [], evidenceKinds });
    const alone = classifySeverity(policy, {
      alerts: [anAlert({ title: 'slow', labels: {}, severityHint: null })],
      service,
      evidence: [],
      evidenceKinds,
    });
    expect(rank(verdict.severity)).toBe(Math.min(rank(severity), rank(alone.verdict.severity)));
    if (severity === 'SEV1')
      expect(verdict).toMatchObject({ symptom: 'performance', reason: 'ana declared it SEV1.' });
  });
});
