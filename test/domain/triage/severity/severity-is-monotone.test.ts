import { beforeAll, describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import type { CompiledPolicy } from '../../../../lambdas/domain/policy/policy.ts';
import { severityHints } from '../../../../lambdas/domain/records/alert.ts';
import { type Evidence, type MetricName, metricNames } from '../../../../lambdas/domain/records/evidence.ts';
import { severities } from '../../../../lambdas/domain/records/severity.ts';
import { classifySeverity } from '../../../../lambdas/domain/triage/severity/classify-severity.ts';
import { evidenceKinds } from '../../../../lambdas/evidence/index.ts';
import { aReading, aService, metricsEvidence, shippedPolicy } from '../../../support/builders/builders.ts';
import { anAlert } from '../../../support/builders/records.ts';

let policy: CompiledPolicy['severity'];
beforeAll(async () => {
  policy = (await shippedPolicy()).severity;
});

const value = fc.oneof(
  fc.double({ min: 0, max: 100, noNaN: true }),
  fc.double({ min: 0, max: 1e6, noNaN: true }),
);
const reading = (name: MetricName) =>
  fc.record({
    name: fc.constant(name),
    current: fc.option(value),
    baseline: fc.option(fc.record({ median: value, deviation: value, samples: fc.nat(500) })),
  });
const readings = fc.tuple(...metricNames.map(reading));
const alert = fc.record({
  title: fc.constantFrom(
    'errors',
    'latency',
    'dlq',
    'auth 403',
    'agents',
    'hello',
    'credential leak',
    'data loss',
    '',
  ),
  severityHint: fc.constantFrom(null, ...severityHints),
  fingerprint: fc.uuid(),
});
const alerts = fc.array(alert, { maxLength: 3 });
const service = fc.constantFrom(aService(), aService({ tier: 3 }), null);

type Readings = Parameters<typeof aReading>[0][];
const evidenceOf = (list: Readings): Evidence[] => [metricsEvidence(list.map((each) => aReading(each)))];

/** Every rule that ships: what is worse never gives a milder answer. */
describe('the shipped severity rules', () => {
  const rank = (signals: Omit<Parameters<typeof classifySeverity>[1], 'evidenceKinds'>) =>
    severities.indexOf(classifySeverity(policy, { ...signals, evidenceKinds }).verdict.severity);

  it('never answer milder when a metric is worse: more of anything, or less traffic', () => {
    fc.assert(
      fc.property(
        service,
        alerts,
        readings,
        fc.nat(metricNames.length - 1),
        value,
        (of, some, list, which, more) => {
          const worse = list.map((each, index) => {
            if (index !== which || each.current === null) return each;
            const current = each.name === 'traffic' ? Math.max(0, each.current - more) : each.current + more;
            return { ...each, current };
          });
          const signals = { alerts: some.map((each) => anAlert(each)), service: of };
          expect(rank({ ...signals, evidence: evidenceOf(worse) })).toBeLessThanOrEqual(
            rank({ ...signals, evidence: evidenceOf(list) }),
          );
        },
      ),
      { numRuns: 2000 },
    );
  });

  it('never answer milder for a further alert, or because a metric is known at last', () => {
    fc.assert(
      fc.property(service, alerts, alert, readings, (of, some, other, list) => {
        const before = { alerts: some.map((each) => anAlert(each)), service: of, evidence: evidenceOf(list) };
        expect(rank({ ...before, alerts: [...before.alerts, anAlert(other)] })).toBeLessThanOrEqual(
          rank(before),
        );
        expect(rank(before)).toBeLessThanOrEqual(rank({ ...before, evidence: [] }));
      }),
      { numRuns: 500 },
    );
  });

  it('stand worst first, so that a milder rule that begins to hold hides no worse one', () => {
    const ranks = policy.rules.map(({ severity }) => severities.indexOf(severity));
    expect(ranks).toEqual(ranks.toSorted((a, b) => a - b));
  });
});
