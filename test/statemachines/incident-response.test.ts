import { describe, expect, it } from '@jest/globals';
import { firstIncidentId } from '../support/builders/records.ts';
import { type Reply, runWorkflow, type Script } from '../support/worlds/incident-workflow.ts';

const H = 'Hand over to humans';
const ask = { decision: 'needs-approval', action: 'roll-back-lambda-alias', reasons: ['asked'] };

/** States in the order of entry; the readings, whose order means nothing, are left out. */
async function pathOf(script: Script = {}) {
  const run = await runWorkflow(script);
  const readings = ['Read metrics', 'Read logs', 'List changes', 'Measure blast radius', 'Read dead letters'];
  return { ...run, path: run.states.filter((state) => !readings.includes(state)) };
}

function afterState(path: readonly string[], state: string): string | undefined {
  return path[path.lastIndexOf(state) + 1];
}

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
      expect(afterState(run.path, 'Choose next step')).toBe(H);
      expect(run.callsOf('hand-over')[0]).toMatchObject({
        reason: 'there is nothing that automation may do',
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
        expect(afterState(run.path, 'What was decided?')).toBe(H);
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
      expect(afterState(run.path, 'Was the action taken?')).toBe(H);
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
        expect(afterState(run.path, 'Was it undone?')).toBe(H);
        expect(run.callsOf('check-guardrails')).toHaveLength(1);
      },
    );

    it.each([['inconclusive'], ['taken-over'], ['something else']])(
      'hands over when it is %s',
      async (state) => {
        const run = await pathOf(watched(state));
        expect(afterState(run.path, 'Has it recovered?')).toBe(H);
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
      expect(run.callsOf('record-failure')[0]).toMatchObject({ state: H, error: 'ConfigurationError' });
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
      expect(run.path).not.toContain(H);
    });
  });
});
