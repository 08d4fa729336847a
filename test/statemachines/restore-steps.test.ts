import { describe, expect, it } from '@jest/globals';
import { type Reply, runWorkflow, type Script } from '../support/worlds/incident-workflow.ts';

const good: Reply = { state: 'recovered', reason: 'good' };
const allow = { decision: 'allow', action: 'redrive-dead-letters', reasons: [] };

/** A rollback, then two steps that restore. */
const planned = (more: Script = {}): Script => ({
  'assess-incident': [{ disposition: 'act', stepCount: 3, restoreFrom: 1, severity: 'SEV1' }],
  ...more,
});
const indexes = (calls: readonly { readonly [key: string]: unknown }[]) =>
  calls.map((call) => call['stepIndex']);

describe('steps that restore', () => {
  it('follow the recovery, each guarded, approved and watched, and then the incident is closed', async () => {
    const run = await runWorkflow(planned());
    expect(indexes(run.callsOf('check-guardrails'))).toEqual([0, 1, 2]);
    expect(indexes(run.callsOf('request-approval'))).toEqual([0, 1, 2]);
    expect(indexes(run.callsOf('take-action'))).toEqual([0, 1, 2]);
    expect(indexes(run.callsOf('watch-recovery'))).toEqual([0, 1, 2]);
    expect(run.callsOf('close-incident')[0]).toMatchObject({ outcome: 'recovered', closedBy: 'firebreak' });
    expect(run.status).toBe('SUCCEEDED');
  });

  it('pass over what stabilizes and was not needed any more', async () => {
    const run = await runWorkflow(
      planned({
        'assess-incident': [{ disposition: 'act', stepCount: 3, restoreFrom: 2, severity: 'SEV1' }],
      }),
    );
    expect(indexes(run.callsOf('take-action'))).toEqual([0, 2]);
  });

  it.each(['act', 'watch', 'hand-over'])(
    'are never taken before it has recovered: %s',
    async (disposition) => {
      const run = await runWorkflow(
        planned({
          'assess-incident': [{ disposition, stepCount: 2, restoreFrom: 0, severity: 'SEV2' }],
          'watch-recovery': [{ state: 'no-better', reason: 'still bad' }],
        }),
      );
      expect(run.callsOf('check-guardrails')).toEqual([]);
      expect(run.callsOf('hand-over').length).toBeGreaterThan(0);
    },
  );

  it('follow a recovery that came by itself', async () => {
    const run = await runWorkflow(
      planned({
        'assess-incident': [{ disposition: 'watch', stepCount: 1, restoreFrom: 0, severity: 'SEV3' }],
      }),
    );
    expect(indexes(run.callsOf('watch-recovery'))).toEqual([null, 0]);
    expect(indexes(run.callsOf('take-action'))).toEqual([0]);
  });

  it.each<[string, Script]>([
    ['the guardrails deny them', { 'check-guardrails': [allow, { ...allow, decision: 'deny' }] }],
    [
      'people reject them',
      {
        'request-approval': [
          { decision: 'approved', approvalId: 'apr_1' },
          { decision: 'rejected', reason: 'no' },
        ],
      },
    ],
    [
      'nobody answers',
      {
        'request-approval': [
          { decision: 'approved', approvalId: 'apr_1' },
          { decision: 'expired', reason: 'nobody' },
        ],
      },
    ],
    [
      'nothing is left to restore',
      { 'take-action': [{ outcome: 'done' }, { outcome: 'stale', reason: 'the queue is empty' }] },
    ],
  ])('are left when %s, and the incident is closed as recovered', async (_, script) => {
    const run = await runWorkflow(planned(script));
    expect(run.callsOf('hand-over')).toEqual([]);
    expect(run.callsOf('close-incident')[0]).toMatchObject({ outcome: 'recovered' });
  });

  it.each<[string, Script]>([
    ['it is not known what they did', { 'take-action': [{ outcome: 'done' }, { outcome: 'unknown' }] }],
    ['they are refused', { 'take-action': [{ outcome: 'done' }, { outcome: 'refused' }] }],
    [
      'they make it worse and are taken back',
      { 'watch-recovery': [good, { state: 'worse', reason: 'bad' }] },
    ],
    [
      'they make it worse and cannot be taken back',
      {
        'watch-recovery': [good, { state: 'worse', reason: 'bad' }],
        'undo-action': [{ outcome: 'irreversible', reason: 'gone' }],
      },
    ],
    [
      'a person takes over',
      {
        'request-approval': [
          { decision: 'approved', approvalId: 'apr_1' },
          { decision: 'taken-over', reason: 'alex' },
        ],
      },
    ],
  ])('go to people when %s, and no further step is taken', async (_, script) => {
    const run = await runWorkflow(planned(script));
    expect(run.callsOf('hand-over')).toHaveLength(1);
    expect(Math.max(...indexes(run.callsOf('check-guardrails')).map(Number))).toBe(1);
  });

  it('wait for another recovery when people resume', async () => {
    const run = await runWorkflow(
      planned({
        'take-action': [{ outcome: 'done' }, { outcome: 'unknown', reason: 'lost' }, { outcome: 'done' }],
        'hand-over': [{ command: 'resume', by: 'person:kim', nextStep: 2 }],
      }),
    );
    expect(indexes(run.callsOf('watch-recovery'))).toEqual([0, null, 2]);
    expect(indexes(run.callsOf('take-action'))).toEqual([0, 1, 2]);
    expect(run.callsOf('close-incident')[0]).toMatchObject({ outcome: 'recovered' });
  });

  it('are not followed by closing when a void request was followed by trouble', async () => {
    const run = await runWorkflow(
      planned({
        'request-approval': [
          { decision: 'approved', approvalId: 'apr_1' },
          { decision: 'void', reason: 'the plan changed' },
        ],
        'watch-recovery': [good, { state: 'no-better', reason: 'it is back' }],
      }),
    );
    expect(run.callsOf('hand-over')).toHaveLength(1);
    expect(indexes(run.callsOf('take-action'))).toEqual([0]);
  });
});
