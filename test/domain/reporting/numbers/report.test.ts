import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import type { RecordedFacts } from '../../../../lambdas/domain/records/recorded-facts.ts';
import { figuresOf, weekOf } from '../../../../lambdas/domain/reporting/numbers/incident-figures.ts';
import { quantilesOf, reportOf } from '../../../../lambdas/domain/reporting/numbers/report.ts';
import { projectTimeline } from '../../../../lambdas/domain/reporting/timeline/timeline-projection.ts';
import { evidenceKinds } from '../../../../lambdas/evidence/index.ts';
import { aPolicy } from '../../../support/builders/policy/a-policy.ts';
import { sampleApproval, sampleRecord } from '../../../support/builders/samples/sample-incident.ts';

const { updates } = aPolicy().people;
const now = new Date('2026-11-23T03:00:00.000Z');
const closed = sampleRecord('closed');

function figures(record: RecordedFacts) {
  return figuresOf(
    record,
    projectTimeline(record, [sampleApproval('approved')], evidenceKinds),
    updates,
    now,
  );
}

function calm(record: RecordedFacts): RecordedFacts {
  const evidence = record.evidence.map((each) =>
    'readings' in each && each.kind === 'metrics'
      ? { ...each, readings: each.readings.map((reading) => ({ ...reading, onsetAt: null })) }
      : each,
  );
  const incident = { ...record.incident, openedAt: '2026-11-23T01:50:00.000Z' };
  return { ...record, evidence, incident, steps: [] };
}

describe('the figures of an incident', () => {
  it('are those of its record', () => {
    expect(figures(closed)).toMatchObject({
      week: '2026-11-23',
      severity: 'SEV1',
      isOpen: false,
      seconds: { detect: 70, mitigate: 424 },
      actions: ['helped'],
      falseFire: null,
      openDebts: 1,
      openFollowUps: 0,
    });
  });

  it('call it a false fire only where the metrics reach past the alert and stayed calm, and nothing was done', () => {
    expect(figures(calm(closed)).falseFire).not.toBeNull();
    expect(figures({ ...calm(closed), steps: closed.steps }).falseFire).toBeNull();
    expect(figures({ ...calm(closed), evidence: [] }).falseFire).toBeNull();
    expect(figures(calm(sampleRecord('handed-over'))).falseFire).toBeNull();
  });

  it('belong to the week of their Monday', () => {
    expect(
      ['2026-11-22T23:59:59Z', '2026-11-23T00:00:00Z', '2026-11-29T12:00:00Z', '2027-01-01T00:00:00Z'].map(
        weekOf,
      ),
    ).toEqual(['2026-11-16', '2026-11-23', '2026-11-23', '2026-12-28']);
  });
});

describe('a report', () => {
  it('counts every incident once, in its groups as in all', () => {
    const each = fc
      .record({ service: fc.constantFrom('a', 'b'), day: fc.integer({ min: 1, max: 28 }) })
      .map(({ service, day }) => ({
        ...figures(closed),
        service,
        week: weekOf(`2026-11-${String(day).padStart(2, '0')}T00:00:00Z`),
      }));
    fc.assert(
      fc.property(fc.array(each), (all) => {
        const { total, groups } = reportOf(all);
        expect(total.incidents).toBe(all.length);
        expect(groups.reduce((sum, { incidents }) => sum + incidents, 0)).toBe(all.length);
        expect(groups.reduce((sum, { folded }) => sum + folded, 0)).toBe(total.folded);
      }),
    );
  });

  it('names only times that were measured, and how many are known', () => {
    const values = fc.array(fc.option(fc.integer({ min: 0, max: 9999 })));
    fc.assert(
      fc.property(values, (times) => {
        const { count, p50, p90, longest } = quantilesOf(times);
        const known = times.filter((time) => time !== null);
        expect(count).toBe(known.length);
        for (const quantile of [p50, p90, longest]) {
          if (known.length === 0) expect(quantile).toBeNull();
          else expect(known).toContain(quantile);
        }
        expect([p50 ?? 0, p90 ?? 0, longest ?? 0]).toEqual(
          [p50 ?? 0, p90 ?? 0, longest ?? 0].toSorted((a, b) => a - b),
        );
      }),
    );
    expect(quantilesOf([1, 2, 3, 4, 100]).p50).toBe(3);
  });
});
