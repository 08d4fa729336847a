import { describe, expect, it } from '@jest/globals';
import { firstIncidentId } from '../support/builders/records.ts';
import { afterState, handOverState, pathOf } from '../support/worlds/path-of.ts';

const ask = { decision: 'needs-approval', action: 'roll-back-lambda-alias', reasons: ['asked'] };

describe('the incident-response workflow', () => {
  it('goes from alert to record in at most 20 transitions, 12 before the first wait', async () => {
    const run = await pathOf();
    expect(run.path).toEqual([
      'Declare incident',
      'Gather evidence',
      'Assess and plan',
      'Choose next step',
      'Check guardrails',
      'Is the step allowed?',
      'Ask for approval',
      'What was decided?',
      'Take action',
      'Was the action taken?',
      'Wait for recovery',
      'Has it recovered?',
      'Close incident',
      'Write postmortem',
      'Incident closed',
    ]);
    expect(run.status).toBe('SUCCEEDED');
    expect(run.states.indexOf('Ask for approval') + 1).toBeLessThanOrEqual(12);
    expect(run.states.length).toBeLessThanOrEqual(20);
  });

  it('hands each task ids and small decisions only', async () => {
    const run = await pathOf();
    const incidentId = firstIncidentId;
    expect(run.callsOf('declare-incident')).toEqual([
      { incidentId, executionArn: expect.stringContaining(`:${incidentId}`) },
    ]);
    expect(run.callsOf('read-metrics')).toEqual([{ incidentId }]);
    expect(run.callsOf('assess-incident')[0]?.['unavailable']).toEqual([
      expect.objectContaining({ kind: 'logs' }),
      expect.objectContaining({ kind: 'blast-radius' }),
    ]);
    expect(run.callsOf('check-guardrails')).toEqual([{ incidentId, stepIndex: 0 }]);
    expect(run.callsOf('request-approval')).toEqual([
      { incidentId, stepIndex: 0, reasons: ['mode is approve'], taskToken: expect.any(String) },
    ]);
    expect(run.callsOf('take-action')).toEqual([
      { operation: 'take', incidentId, stepIndex: 0, approvalId: 'apr_1' },
    ]);
    expect(run.callsOf('watch-recovery')).toEqual([
      { incidentId, stepIndex: 0, taskToken: expect.any(String) },
    ]);
    expect(run.callsOf('close-incident')).toEqual([
      { incidentId, outcome: 'recovered', closedBy: 'firebreak' },
    ]);
    expect(run.callsOf('write-postmortem')).toEqual([{ incidentId }]);
  });

  it('acts without asking when the guardrails allow it, and says that there is no approval', async () => {
    const run = await pathOf({
      'check-guardrails': [{ decision: 'allow', action: 'roll-back-lambda-alias', reasons: [] }],
    });
    expect(run.path).not.toContain('Ask for approval');
    expect(run.callsOf('take-action')[0]?.['approvalId']).toBeNull();
  });

  it('forgets the approval of the previous step', async () => {
    const run = await pathOf({
      'assess-incident': [{ disposition: 'act', stepCount: 2, severity: 'SEV1' }],
      'check-guardrails': [ask, { ...ask, decision: 'allow' }],
      'watch-recovery': [
        { state: 'no-better', reason: 'still 41 %' },
        { state: 'recovered', reason: 'good' },
      ],
    });
    expect(run.callsOf('take-action').map((call) => [call['stepIndex'], call['approvalId']])).toEqual([
      [0, 'apr_1'],
      [1, null],
    ]);
    expect(run.status).toBe('SUCCEEDED');
  });

  describe('what was not there of the evidence', () => {
    it.each([
      ['read-metrics', 'metrics'],
      ['read-logs', 'logs'],
      ['list-changes', 'changes'],
      ['measure-blast-radius', 'blast-radius'],
      ['read-dead-letters', 'dead-letters'],
    ])('is unavailable when %s breaks, and the incident goes on', async (handler, kind) => {
      const run = await pathOf({ [handler]: [{ fails: 'TypeError' }] });
      expect(run.callsOf('assess-incident')[0]?.['unavailable']).toContainEqual({
        kind,
        status: 'unavailable',
        gatheredAt: expect.stringMatching(/^\d{4}-/),
        reason: 'the reading failed: TypeError',
      });
      expect(run.status).toBe('SUCCEEDED');
    });

    it('is an empty list when all of it was there', async () => {
      const run = await pathOf({
        'read-logs': [{ kind: 'logs', status: 'available' }],
        'measure-blast-radius': [{ kind: 'blast-radius', status: 'available' }],
      });
      expect(run.callsOf('assess-incident')[0]?.['unavailable']).toEqual([]);
    });
  });

  describe('what triage concluded', () => {
    it('only watches when nothing is to be done', async () => {
      const run = await pathOf({
        'assess-incident': [{ disposition: 'watch', stepCount: 0, severity: 'SEV3' }],
      });
      expect(afterState(run.path, 'Choose next step')).toBe('Wait for recovery');
      expect(run.callsOf('watch-recovery')[0]?.['stepIndex']).toBeNull();
      expect(run.callsOf('undo-action')).toEqual([]);
    });

    it('turns to the plan when watching alone shows that it is not over', async () => {
      const run = await pathOf({
        'assess-incident': [{ disposition: 'watch', stepCount: 1, severity: 'SEV3' }],
        'watch-recovery': [
          { state: 'no-better', reason: 'still bad' },
          { state: 'recovered', reason: 'good' },
        ],
      });
      expect(run.callsOf('watch-recovery').map((call) => call['stepIndex'])).toEqual([null, 0]);
      expect(run.callsOf('check-guardrails').map((call) => call['stepIndex'])).toEqual([0]);
    });

    it.each(['worse', 'no-better'])(
      'hands over when watching alone shows %s and there is no plan',
      async (state) => {
        const run = await pathOf({
          'assess-incident': [{ disposition: 'watch', stepCount: 0, severity: 'SEV3' }],
          'watch-recovery': [{ state, reason: 'still bad' }],
        });
        expect(run.callsOf('watch-recovery')).toHaveLength(1);
        expect(run.callsOf('check-guardrails')).toEqual([]);
        expect(run.callsOf('hand-over')).toHaveLength(1);
      },
    );

    it('hands over at once when it says so', async () => {
      const run = await pathOf({
        'assess-incident': [{ disposition: 'hand-over', stepCount: 2, severity: 'SEV2' }],
      });
      expect(afterState(run.path, 'Choose next step')).toBe(handOverState);
      expect(run.callsOf('hand-over')[0]).toMatchObject({
        reason: 'no runbook step applies',
        reminder: 0,
      });
    });

    it('tries ten steps at most', async () => {
      const run = await pathOf({
        'assess-incident': [{ disposition: 'act', stepCount: 40, severity: 'SEV1' }],
        'check-guardrails': [{ ...ask, decision: 'deny' }],
      });
      expect(run.callsOf('check-guardrails')).toHaveLength(10);
      expect(run.callsOf('hand-over')[0]?.['reason']).toBe('no step of the plan is left');
    });
  });

  it.each([['deny'], ['perhaps']])('takes no action when the guardrails say %s', async (decision) => {
    const run = await pathOf({ 'check-guardrails': [{ ...ask, decision }] });
    expect(run.callsOf('take-action')).toEqual([]);
    expect(run.callsOf('hand-over')[0]?.['reason']).toBe('no step of the plan is left');
  });

  describe('when no step is left', () => {
    it('reverts one change after the other before people take over', async () => {
      const run = await pathOf({
        'check-guardrails': [{ ...ask, decision: 'deny' }],
        'choose-revert': [
          { stepIndex: 1, action: 'switch-off-appconfig-flag' },
          { stepIndex: 0, action: 'roll-back-lambda-alias' },
          { stepIndex: null, reason: 'no step of the plan is left, and everything is as before' },
        ],
        'undo-action': [
          { outcome: 'changed-since', reason: 'somebody did' },
          { outcome: 'undone', reason: '' },
        ],
      });
      expect(run.callsOf('undo-action').map((call) => call['stepIndex'])).toEqual([1, 0]);
      expect(run.callsOf('hand-over')[0]?.['reason']).toMatch(/as before/);
    });

    it.each([['unknown'], ['something else']])('stops reverting at what is %s', async (outcome) => {
      const run = await pathOf({
        'check-guardrails': [{ ...ask, decision: 'deny' }],
        'choose-revert': [{ stepIndex: 0, action: 'roll-back-lambda-alias' }],
        'undo-action': [{ outcome, reason: 'the kill switch is on' }],
      });
      expect(run.callsOf('undo-action')).toHaveLength(1);
      expect(run.callsOf('hand-over')[0]?.['reason']).toMatch(/the kill switch is on/);
    });
  });
});
