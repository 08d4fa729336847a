import { describe, expect, it } from '@jest/globals';
import type { RecordedFacts } from '../../../../lambdas/domain/records/recorded-facts.ts';
import { proposeFollowUps } from '../../../../lambdas/domain/reporting/follow-ups/propose-follow-ups.ts';
import { projectTimeline } from '../../../../lambdas/domain/reporting/timeline/timeline-projection.ts';
import { evidenceKinds } from '../../../../lambdas/evidence/index.ts';
import { aService } from '../../../support/builders/builders.ts';
import { aPolicy } from '../../../support/builders/policy/a-policy.ts';
import { anIncidentAlert } from '../../../support/builders/records.ts';
import { sampleApproval, sampleRecord } from '../../../support/builders/samples/sample-incident.ts';

const known = aPolicy({ services: [aService()] });
const closed = sampleRecord('closed');

function propose(record: RecordedFacts, policy = known) {
  const timeline = projectTimeline(record, [sampleApproval('approved')], evidenceKinds);
  return proposeFollowUps({ record, timeline, policy });
}

function typesOf(record: RecordedFacts, policy = known): readonly string[] {
  return propose(record, policy).map(({ type }) => type);
}

const [seen = anIncidentAlert()] = closed.alerts;
const declaredAlert = {
  ...seen,
  alert: {
    ...seen.alert,
    source: 'declared',
    fingerprint: 'dlv_1',
    declared: { by: 'ana', severity: null, symptom: null },
  },
  firstSeenAt: '2026-11-23T02:02:05.000Z',
};

describe('the follow-ups that an incident asks for', () => {
  it('are the cause, its test and what is to be changed in code, for the owner of each', () => {
    const found = propose(closed);
    expect(found.map(({ type }) => type)).toEqual(['investigation', 'missing-test', 'back-port']);
    for (const each of found) {
      expect(each).toMatchObject({ state: 'proposed', version: 1, owner: expect.any(String) });
      expect(each.entries.length).toBeGreaterThan(0);
      expect(each.dueAt > each.createdAt).toBe(true);
    }
  });

  it('are the same when they are proposed again, and others for another incident', () => {
    expect(propose(closed)).toEqual(propose(closed));
    const other = { ...closed, incident: { ...closed.incident, id: 'inc_01KATZ3V00000000000000000X' } };
    const ids = new Set(propose(closed).map(({ id }) => id));
    expect(propose(other).filter(({ id }) => ids.has(id))).toEqual([]);
  });

  it('are none while the incident is open', () => {
    expect(propose(sampleRecord('verifying'))).toEqual([]);
  });

  it('ask for an alert where a person found it first, also when an alert came later', () => {
    expect(typesOf({ ...closed, alerts: [declaredAlert] })).toContain('missing-alert');
    expect(typesOf({ ...closed, alerts: [...closed.alerts, declaredAlert] })).toContain('missing-alert');
  });

  it('ask for an alert where one for another service came before its own, and not where only that came', () => {
    const other = {
      ...seen,
      alert: { ...seen.alert, fingerprint: 'other', service: 'gateway' },
      firstSeenAt: '2026-11-23T02:02:05.000Z',
    };
    expect(typesOf({ ...closed, alerts: [...closed.alerts, other] })).toContain('missing-alert');
    expect(typesOf({ ...closed, alerts: [other] })).not.toContain('missing-alert');
  });

  it('ask for a faster detection and a faster answer beyond what policy allows', () => {
    expect(typesOf(closed)).not.toContain('slow-detection');
    const late = {
      ...closed,
      evidence: [],
      alerts: [{ ...seen, alert: { ...seen.alert, startsAt: '2026-11-23T01:30:00.000Z' } }],
    };
    expect(typesOf(late)).toContain('slow-detection');
    const strict = { ...known.people, followUps: { ...known.people.followUps, acknowledgementMinutes: 1 } };
    expect(typesOf(closed, { ...known, people: strict })).toContain('slow-acknowledgement');
  });

  it('ask to add a service that policy does not know, and to make what could not be read available', () => {
    const { assessment } = closed.incident;
    const unavailable = {
      kind: 'logs',
      status: 'unavailable',
      reason: 'access denied',
      gatheredAt: '2026-11-23T02:02:14.000Z',
    } as const;
    const blind = {
      ...closed,
      incident: {
        ...closed.incident,
        assessment: assessment && { ...assessment, unavailable: [unavailable] },
      },
    };
    expect(typesOf(blind, aPolicy())).toEqual(
      expect.arrayContaining(['missing-evidence', 'unknown-service']),
    );
  });

  it('name no owner whom people.yaml does not have', () => {
    const unknownOwner = aPolicy({ services: [aService({ owner: 'gone' })] });
    const nobody = { ...closed, incident: { ...closed.incident, commander: 'left' } };
    for (const { owner } of propose(nobody, unknownOwner)) expect(owner).toBeNull();
  });

  it('of a security-sensitive incident are owned only by those who may see it', () => {
    const sensitive = { ...closed, incident: { ...closed.incident, sensitive: true } };
    const found = propose(sensitive);
    expect(found.length).toBeGreaterThan(0);
    for (const { owner } of found) expect(owner).toBe('ben');
  });
});
