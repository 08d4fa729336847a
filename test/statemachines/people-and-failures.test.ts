import { describe, expect, it } from '@jest/globals';
import { firstIncidentId } from '../support/builders/records.ts';
import type { Reply, Script } from '../support/worlds/incident-workflow.ts';
import { afterState, handOverState, pathOf } from '../support/worlds/path-of.ts';

describe('people and failures in the incident-response workflow', () => {
  describe('in the hands of people', () => {
    const handedOver = (...replies: Reply[]): Script => ({
      'assess-incident': [{ disposition: 'act', stepCount: 2, severity: 'SEV1' }],
      'take-action': [
        { outcome: 'stale', reason: 'moved' },
        { outcome: 'done', reason: 'moved' },
      ],
      'hand-over': replies,
    });

    it('closes in the name of who resolves it', async () => {
      const run = await pathOf(handedOver({ command: 'resolve', by: 'person:kim' }));
      expect(run.callsOf('close-incident')[0]).toMatchObject({
        outcome: 'resolved-by-person',
        closedBy: 'person:kim',
      });
    });

    it('goes on with the next step when resumed', async () => {
      const run = await pathOf(handedOver({ command: 'resume', by: 'person:kim' }));
      expect(run.callsOf('check-guardrails').map((call) => call['stepIndex'])).toEqual([0, 1]);
      expect(run.status).toBe('SUCCEEDED');
    });

    it('watches for recovery when resumed with no step left', async () => {
      const run = await pathOf({
        'take-action': [{ outcome: 'stale', reason: 'moved' }],
        'hand-over': [{ command: 'resume', by: 'person:kim' }],
      });
      expect(afterState(run.path, 'Choose next step')).toBe('Wait for recovery');
      expect(run.callsOf('watch-recovery')[0]?.['stepIndex']).toBeNull();
    });

    it('asks again for a command that is not known', async () => {
      const run = await pathOf(
        handedOver({ command: 'dance', by: 'person:kim' }, { command: 'resolve', by: 'person:kim' }),
      );
      expect(run.callsOf('hand-over')).toHaveLength(2);
    });

    it('reminds ever more seldom, and closes as unattended after two weeks', async () => {
      const run = await pathOf(handedOver('silence'));
      expect(run.callsOf('hand-over').map((call) => call['reminder'])).toEqual([0, 1, 2, 3, 4, 5]);
      expect(run.callsOf('close-incident')).toEqual([
        { incidentId: firstIncidentId, outcome: 'unattended', closedBy: 'firebreak' },
      ]);
    });

    it('tries for a day to notify people, then fails so that the alarm does', async () => {
      const run = await pathOf(handedOver({ fails: 'ConfigurationError' }));
      expect(run.status).toBe('FAILED');
      expect(run.states.at(-1)).toBe('People could not be notified');
      expect(run.callsOf('hand-over')).toHaveLength(25);
      expect(run.callsOf('record-failure')[0]).toMatchObject({
        state: handOverState,
        error: 'ConfigurationError',
      });
      expect(run.callsOf('close-incident')).toEqual([]);
    });
  });

  describe('whatever breaks', () => {
    const names: Readonly<Record<string, string>> = {
      'declare-incident': 'Declare incident',
      'assess-incident': 'Assess and plan',
      'check-guardrails': 'Check guardrails',
      'request-approval': 'Ask for approval',
      'take-action': 'Take action',
      'watch-recovery': 'Wait for recovery',
    };

    it.each(Object.entries(names))('is recorded and handed over when %s fails', async (handler, state) => {
      const run = await pathOf({ [handler]: [{ fails: 'ConfigurationError' }] });
      expect(run.callsOf(handler)).toHaveLength(1);
      expect(run.callsOf('record-failure')).toEqual([
        {
          incidentId: firstIncidentId,
          state,
          error: 'ConfigurationError',
          cause: expect.any(String),
          at: expect.stringMatching(/^\d{4}-.*Z$/),
        },
      ]);
      expect(run.callsOf('hand-over')[0]?.['reason']).toBe(`the step "${state}" failed: ConfigurationError`);
      expect(run.status).toBe('SUCCEEDED');
    });

    it('is recorded and handed over when undo-action fails', async () => {
      const run = await pathOf({
        'watch-recovery': [{ state: 'worse', reason: 'as read' }],
        'undo-action': [{ fails: 'DependencyUnavailableError' }],
      });
      expect(run.callsOf('undo-action')).toHaveLength(1);
      expect(run.callsOf('record-failure')[0]).toMatchObject({ state: 'Undo action' });
      expect(run.callsOf('hand-over')).toHaveLength(1);
    });

    it('is recorded and handed over when closing fails, and closed once it works', async () => {
      const run = await pathOf({
        'close-incident': [{ fails: 'TypeError' }, { incidentId: firstIncidentId }],
      });
      expect(run.callsOf('record-failure')[0]).toMatchObject({ state: 'Close incident' });
      expect(run.callsOf('close-incident')).toHaveLength(2);
      expect(run.status).toBe('SUCCEEDED');
    });

    it('leaves the incident closed when only its postmortem fails', async () => {
      const run = await pathOf({ 'write-postmortem': [{ fails: 'TypeError' }] });
      expect(run.path.slice(-2)).toEqual(['Record missing postmortem', 'Incident closed']);
      expect(run.callsOf('hand-over')).toEqual([]);
    });

    it('fails aloud when neither the postmortem nor its absence could be written', async () => {
      const run = await pathOf({
        'write-postmortem': [{ fails: 'TypeError' }],
        'record-failure': [{ fails: 'TypeError' }],
      });
      expect(run.status).toBe('FAILED');
    });

    it('still reaches people when it cannot be recorded', async () => {
      const run = await pathOf({
        'assess-incident': [{ fails: 'TypeError' }],
        'record-failure': [{ fails: 'DependencyUnavailableError' }],
      });
      expect(run.callsOf('hand-over')[0]?.['reason']).toBe(
        'the step "Assess and plan" failed, and that could not be recorded: TypeError',
      );
    });

    it.each(['DependencyUnavailableError', 'WriteConflictError', 'Lambda.TooManyRequestsException'])(
      'is tried again when it is only %s',
      async (error) => {
        const run = await pathOf({
          'assess-incident': [
            { fails: error },
            { fails: error },
            { disposition: 'act', stepCount: 1, severity: 'SEV1' },
          ],
        });
        expect(run.callsOf('assess-incident')).toHaveLength(3);
        expect(run.callsOf('record-failure')).toEqual([]);
      },
    );

    it.each(['DependencyUnavailableError', 'Lambda.ServiceException', 'Lambda.Unknown'])(
      'never repeats an action after %s',
      async (error) => {
        const run = await pathOf({ 'take-action': [{ fails: error }] });
        expect(run.callsOf('take-action')).toHaveLength(1);
        expect(run.callsOf('hand-over')).toHaveLength(1);
      },
    );

    it('starts an action again when the function was not started at all', async () => {
      const run = await pathOf({
        'take-action': [{ fails: 'Lambda.TooManyRequestsException' }, { outcome: 'done', reason: 'moved' }],
      });
      expect(run.callsOf('take-action')).toHaveLength(2);
      expect(run.path).not.toContain(handOverState);
    });
  });
});
