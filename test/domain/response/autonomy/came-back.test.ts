import { describe, expect, it } from '@jest/globals';
import { cameBack } from '../../../../lambdas/domain/response/autonomy/came-back.ts';
import { judgedSteps } from '../../../../lambdas/domain/response/autonomy/track-record.ts';
import { anAssessment, aPlan } from '../../../support/builders/builders.ts';
import { aClosedIncident, anIncident, aStepRecord } from '../../../support/builders/records.ts';

const closed = aClosedIncident({ closedAt: '2026-11-23T02:08:00.000Z' });
const later = (openedAt: string, reopens: string | null = closed.id) =>
  anIncident({ id: 'inc_later', openedAt, reopens });

describe('an incident that was closed', () => {
  it.each<[string, boolean, ReturnType<typeof later>[]]>([
    ['came back when one of its key was opened within a day', true, [later('2026-11-24T02:07:00.000Z')]],
    ['came back by what the check after a day found', true, [later('2026-11-24T03:07:00.000Z')]],
    ['did not come back by one that was opened later', false, [later('2026-11-24T03:09:00.000Z')]],
    ['did not come back by one of another key', false, [later('2026-11-23T03:00:00.000Z', null)]],
    ['did not come back by itself', false, []],
  ])('%s', (_, expected, others) => {
    expect(cameBack(closed, others)).toBe(expected);
  });

  it('counts against the step that seemed to help, and against no other', () => {
    const record = (state: 'recovered' | 'no-better') =>
      aStepRecord({
        result: { at: '2026-11-23T02:04:00.000Z', outcome: 'done', text: 'moved', postState: {} },
        verification: { at: '2026-11-23T02:08:00.000Z', verdict: { state, reason: '', readings: [] } },
      });
    const incident = { ...closed, assessment: anAssessment({ plan: aPlan() }) };
    const outcomesOf = (state: 'recovered' | 'no-better', isBack: boolean) =>
      judgedSteps(incident, [record(state)], isBack).map(({ outcome }) => outcome);
    expect(outcomesOf('recovered', true)).toEqual(['relapse']);
    expect(outcomesOf('recovered', false)).toEqual(['success']);
    expect(outcomesOf('no-better', true)).toEqual(['no-effect']);
  });
});
