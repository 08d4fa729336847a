import { describe, expect, it } from '@jest/globals';
import type { LatestReadings } from '../../../../lambdas/domain/records/evidence.ts';
import { whyNotOver } from '../../../../lambdas/domain/response/recovery/why-not-over.ts';
import {
  anAssessment,
  aPlan,
  aReading,
  aService,
  metricsEvidence,
} from '../../../support/builders/builders.ts';
import { anIncident } from '../../../support/builders/records.ts';

const incident = {
  ...anIncident({ assessment: anAssessment({ plan: aPlan() }) }),
  status: 'responding' as const,
};
const at = '2026-11-23T02:14:05.000Z';
const latest = (current: number | null): LatestReadings => ({
  at,
  readings: [{ name: 'errorRate', unit: 'percent', periodSeconds: 60, points: [], current }],
});
const notOver = (readings: LatestReadings | undefined, plan = aPlan()) =>
  whyNotOver(
    {
      incident: { ...incident, assessment: anAssessment({ plan }) },
      evidence: [
        { ...metricsEvidence([aReading()]), ...(readings === undefined ? {} : { latest: readings }) },
      ],
    },
    null,
  );

describe('an incident that somebody wants to resolve', () => {
  it('is not over by the newest reading, with its time, with a plan and without one', () => {
    expect(notOver(latest(41))).toContain('02:14 UTC');
    expect(notOver(latest(41), aPlan([]))).toContain('02:14 UTC');
    expect(notOver(undefined)).toContain('02:03 UTC');
  });

  it('is not known to be over when the newest look could not read', () => {
    expect(notOver({ at, readings: [], missing: [{ name: 'errorRate', reason: 'denied' }] })).not.toBeNull();
    expect(notOver(latest(null))).not.toBeNull();
  });

  it('is not known to be over when nothing was ever read of a service with metrics', () => {
    expect(whyNotOver({ incident, evidence: [] }, aService())).not.toBeNull();
  });

  it('may be over when the newest reading is good, or there is no metric to read', () => {
    expect(notOver(latest(0.3))).toBeNull();
    expect(whyNotOver({ incident, evidence: [] }, null)).toBeNull();
    expect(whyNotOver({ incident, evidence: [] }, { metrics: {} })).toBeNull();
  });
});
