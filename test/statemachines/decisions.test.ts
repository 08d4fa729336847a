import { describe, expect, it } from '@jest/globals';
import { firstIncidentId } from '../support/builders/records.ts';
import type { Script } from '../support/worlds/incident-workflow.ts';
import { afterState, handOverState, pathOf } from '../support/worlds/path-of.ts';

describe('the decisions of the incident-response workflow', () => {
  describe('what was decided', () => {
    const decided = (decision: string): Script => ({
      'assess-incident': [{ disposition: 'act', stepCount: 2, severity: 'SEV1' }],
      'request-approval': [{ decision, approvalId: 'apr_1', reason: 'because', by: 'person:alex' }],
    });

    it('goes to the next step after a rejection, and over to humans after the last', async () => {
      const run = await pathOf(decided('rejected'));
      expect(run.callsOf('request-approval').map((call) => call['stepIndex'])).toEqual([0, 1]);
      expect(run.callsOf('take-action')).toEqual([]);
      expect(run.callsOf('hand-over')).toHaveLength(1);
    });

    it('only watches when the request became void', async () => {
      const run = await pathOf(decided('void'));
      expect(afterState(run.path, 'What was decided?')).toBe('Wait for recovery');
      expect(run.callsOf('watch-recovery')[0]?.['stepIndex']).toBeNull();
      expect(run.callsOf('take-action')).toEqual([]);
    });

    it('goes on with the plan when a void request was not followed by recovery', async () => {
      const run = await pathOf({
        ...decided('void'),
        'request-approval': [
          { decision: 'void', approvalId: 'apr_1', reason: 'resolved by itself' },
          { decision: 'approved', approvalId: 'apr_2', reason: 'yes' },
        ],
        'watch-recovery': [
          { state: 'no-better', reason: 'it is back' },
          { state: 'recovered', reason: 'good' },
        ],
      });
      expect(run.callsOf('undo-action')).toEqual([]);
      expect(run.callsOf('take-action')).toEqual([
        { operation: 'take', incidentId: firstIncidentId, stepIndex: 1, approvalId: 'apr_2' },
      ]);
    });

    it('offers the step again when it seemed to be over and was not', async () => {
      const run = await pathOf({
        ...decided('seems-over'),
        'request-approval': [
          { decision: 'seems-over', approvalId: 'apr_1', reason: 'resolved by itself' },
          { decision: 'approved', approvalId: 'apr_1_1', reason: 'yes' },
        ],
        'watch-recovery': [
          { state: 'no-better', reason: 'it is back' },
          { state: 'recovered', reason: 'good' },
        ],
      });
      expect(run.callsOf('check-guardrails').map((call) => call['stepIndex'])).toEqual([0, 0]);
      expect(run.callsOf('take-action')).toEqual([
        { operation: 'take', incidentId: firstIncidentId, stepIndex: 0, approvalId: 'apr_1_1' },
      ]);
    });

    it.each([['expired'], ['taken-over'], ['something else']])(
      'hands over when it is %s',
      async (decision) => {
        const run = await pathOf(decided(decision));
        expect(afterState(run.path, 'What was decided?')).toBe(handOverState);
        expect(run.callsOf('take-action')).toEqual([]);
      },
    );

    it('closes when a person resolved the incident meanwhile', async () => {
      const run = await pathOf(decided('resolved'));
      expect(afterState(run.path, 'What was decided?')).toBe('Close incident');
      expect(run.callsOf('close-incident')[0]).toMatchObject({
        outcome: 'resolved-by-person',
        closedBy: 'person:alex',
      });
    });

    it('hands over when nobody answers and the expiry is lost, too', async () => {
      const run = await pathOf({ 'request-approval': ['silence'] });
      expect(run.callsOf('record-failure')[0]).toMatchObject({
        state: 'Ask for approval',
        error: 'States.Timeout',
      });
      expect(run.callsOf('take-action')).toEqual([]);
      expect(run.status).toBe('SUCCEEDED');
    });
  });

  it.each([['stale'], ['unknown'], ['refused'], ['something else']])(
    'hands over when the action is %s, without trying again',
    async (outcome) => {
      const run = await pathOf({ 'take-action': [{ outcome, reason: 'moved by somebody' }] });
      expect(run.callsOf('take-action')).toHaveLength(1);
      expect(afterState(run.path, 'Was the action taken?')).toBe(handOverState);
      expect(run.callsOf('hand-over')[0]?.['reason']).toBe(
        `the action was not executed (${outcome}): moved by somebody`,
      );
    },
  );

  describe('what came of it', () => {
    const watched = (state: string, more: Script = {}): Script => ({
      'watch-recovery': [{ state, reason: 'as read', by: 'person:alex' }],
      ...more,
    });

    it.each(['worse', 'no-better'])('undoes the action when it is %s', async (state) => {
      const run = await pathOf(watched(state));
      expect(run.callsOf('undo-action')).toEqual([
        { operation: 'undo', incidentId: firstIncidentId, stepIndex: 0 },
      ]);
      expect(afterState(run.path, 'Was it undone?')).toBe('Choose next step');
      expect(run.callsOf('hand-over')).toHaveLength(1);
    });

    it.each([['changed-since'], ['unknown'], ['irreversible'], ['something else']])(
      'hands over when the undo ends %s, and tries no further step',
      async (outcome) => {
        const run = await pathOf(
          watched('worse', {
            'assess-incident': [{ disposition: 'act', stepCount: 5, severity: 'SEV1' }],
            'undo-action': [{ outcome, reason: 'somebody was there' }],
          }),
        );
        expect(afterState(run.path, 'Was it undone?')).toBe(handOverState);
        expect(run.callsOf('check-guardrails')).toHaveLength(1);
      },
    );

    it.each([['inconclusive'], ['taken-over'], ['something else']])(
      'hands over when it is %s',
      async (state) => {
        const run = await pathOf(watched(state));
        expect(afterState(run.path, 'Has it recovered?')).toBe(handOverState);
        expect(run.callsOf('undo-action')).toEqual([]);
      },
    );

    it('closes when a person resolved the incident meanwhile', async () => {
      const run = await pathOf(watched('resolved'));
      expect(run.callsOf('close-incident')[0]).toMatchObject({
        outcome: 'resolved-by-person',
        closedBy: 'person:alex',
      });
    });

    it('hands over when the checks never answer', async () => {
      const run = await pathOf({ 'watch-recovery': ['silence'] });
      expect(run.callsOf('record-failure')[0]).toMatchObject({
        state: 'Wait for recovery',
        error: 'States.Timeout',
      });
      expect(run.callsOf('hand-over')).toHaveLength(1);
    });
  });
});
