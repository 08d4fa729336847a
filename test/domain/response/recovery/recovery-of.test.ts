import { describe, expect, it } from '@jest/globals';
import type { RecoveryVerdict } from '../../../../lambdas/domain/records/recovery.ts';
import { authoriseStep } from '../../../../lambdas/domain/response/approvals/step-authority.ts';
import { recoveryOf } from '../../../../lambdas/domain/response/recovery/recovery-of.ts';
import { anAssessment, aPlan } from '../../../support/builders/builders.ts';
import { aPolicy } from '../../../support/builders/policy/a-policy.ts';
import { anIncident, aStep, aStepRecord, aTimelineEntry } from '../../../support/builders/records.ts';

const plan = aPlan([aStep(), aStep({ index: 1, phase: 'restore' })]);
const incident = { ...anIncident({ assessment: anAssessment({ plan }) }), status: 'responding' as const };

function verified(index: number, state: RecoveryVerdict['state'], minute: string) {
  const at = `2026-11-23T02:${minute}:00.000Z`;
  return aStepRecord({
    index,
    planHash: plan.hash,
    result: { at: '2026-11-23T02:04:04.000Z', outcome: 'done', text: 'done', postState: {} },
    verification: { at, verdict: { state, reason: 'as read', readings: [] } },
  });
}
const watched = (state: string, minute: string) =>
  aTimelineEntry({ kind: 'recovery.judged', at: `2026-11-23T02:${minute}:00.000Z`, data: { state } });

const of = (parts: Partial<Parameters<typeof recoveryOf>[0]>) =>
  recoveryOf({ incident, steps: [], entries: [], ...parts });

describe('the recovery of an incident', () => {
  it('follows the step that it was seen after', () => {
    expect(of({ steps: [verified(0, 'recovered', '08')] })).toEqual({
      at: '2026-11-23T02:08:00.000Z',
      step: { index: 0, at: '2026-11-23T02:04:04.000Z' },
    });
  });

  it('comes by itself where only watching showed it', () => {
    expect(of({ entries: [watched('recovered', '08')] })).toMatchObject({ step: null });
  });

  it.each(['worse', 'no-better', 'inconclusive'] as const)('is none once it was seen to be %s', (state) => {
    expect(of({ steps: [verified(0, 'recovered', '08'), verified(1, state, '20')] })).toBeNull();
    expect(of({ steps: [verified(0, 'recovered', '08')], entries: [watched(state, '20')] })).toBeNull();
  });

  it('is not caused by what restores', () => {
    const steps = [verified(0, 'recovered', '08'), verified(1, 'recovered', '20')];
    expect(of({ steps })).toMatchObject({ at: '2026-11-23T02:20:00.000Z', step: { index: 0 } });
  });
});

it('lets a step that restores run only once the incident has recovered', () => {
  const stepRecord = aStepRecord({ index: 1, planHash: plan.hash });
  const verdict = { decision: 'allow' as const, findings: [] };
  const authorise = (steps: Parameters<typeof recoveryOf>[0]['steps']) =>
    authoriseStep({
      record: { incident, entries: [], debts: [], steps },
      stepIndex: 1,
      stepRecord: { ...stepRecord, guard: { ...stepRecord.guard, verdict } },
      approval: null,
      approvers: [],
      people: aPolicy().people,
      verdict,
    });
  expect(authorise([])).toMatchObject({
    ok: false,
    mayAsk: false,
    reason: expect.stringMatching(/recovered/),
  });
  expect(authorise([verified(0, 'recovered', '08')])).toMatchObject({ ok: true });
});
