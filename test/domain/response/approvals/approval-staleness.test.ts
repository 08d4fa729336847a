import { describe, expect, it } from '@jest/globals';
import type { LatestReadings } from '../../../../lambdas/domain/records/evidence.ts';
import { endedIfStale } from '../../../../lambdas/domain/response/approvals/approval-staleness.ts';
import { openApproval } from '../../../../lambdas/domain/response/approvals/open-approval.ts';
import {
  anAssessment,
  aPlan,
  aReading,
  metricsEvidence,
  minutes,
} from '../../../support/builders/builders.ts';
import { aPolicy } from '../../../support/builders/policy/a-policy.ts';
import { anAlert, anIncident, anIncidentAlert, aStep } from '../../../support/builders/records.ts';

const now = new Date('2026-11-23T02:20:05.000Z');
const plan = aPlan();
const approval = openApproval({
  incidentId: 'inc_1',
  plan,
  step: aStep(),
  round: 0,
  reasons: [],
  approvers: ['ana'],
  peopleNeeded: 1,
  runsUnanswered: false,
  expiresAfterMinutes: 30,
  encryptedToken: 'sealed',
  now: new Date('2026-11-23T02:04:00.000Z'),
});
const incident = { ...anIncident({ assessment: anAssessment({ plan }) }), status: 'responding' as const };
const resolved = [anIncidentAlert({ alert: anAlert({ status: 'resolved' }) })];
const usualTraffic = aReading({
  name: 'traffic',
  unit: 'count',
  baseline: { median: 600, deviation: 9, samples: 60 },
});

function latest(errorRate: readonly (number | null)[], traffic = 600, from = '02:15'): LatestReadings {
  const begin = `2026-11-23T${from}:00.000Z`;
  const each = { periodSeconds: 60, current: null };
  return {
    at: now.toISOString(),
    readings: [
      { ...each, name: 'errorRate', unit: 'percent', points: minutes(begin, errorRate) },
      {
        ...each,
        name: 'traffic',
        unit: 'count',
        points: minutes(
          begin,
          errorRate.map(() => traffic),
        ),
      },
    ],
  };
}

const stale = (readings: LatestReadings | undefined, alerts = resolved, asked = approval) =>
  endedIfStale(
    {
      incident,
      alerts,
      evidence: [
        {
          ...metricsEvidence([aReading(), usualTraffic]),
          ...(readings === undefined ? {} : { latest: readings }),
        },
      ],
    },
    asked,
    aPolicy(),
    now,
  );

describe('an approval whose alerts all resolved', () => {
  it('goes on waiting while the metrics miss what is expected', () => {
    expect(stale(latest([41, 42, 41, 40, 41]))).toBeNull();
  });

  it('goes on waiting while nobody knows what the metrics say', () => {
    expect(stale(undefined)).toBeNull();
    expect(
      stale({ at: now.toISOString(), readings: [], missing: [{ name: 'errorRate', reason: 'denied' }] }),
    ).toBeNull();
    expect(stale(latest([0.3, 0.3, null, null, null]))).toBeNull();
    expect(stale(latest([0.3, 0.3, 0.3, 0.3], 600, '01:30'))).toBeNull();
  });

  it('goes on waiting while the good readings have hardly any traffic behind them', () => {
    expect(stale(latest([0, 0, 0, 0, 0], 60))).toBeNull();
  });

  it('is void once the readings meet what is expected', () => {
    expect(stale(latest([41, 0.3, 0.3, 0.3, 0.3]))).toMatchObject({ state: 'void', seemsOver: true });
    expect(stale(latest([41, 0.3, 0.3, 0.3, 0.3]), [anIncidentAlert()])).toBeNull();
  });

  it('goes on waiting where the step restores what is left after that', () => {
    const restoring = { ...approval, step: aStep({ phase: 'restore' }) };
    expect(stale(latest([41, 0.3, 0.3, 0.3, 0.3]), resolved, restoring)).toBeNull();
  });
});
