import { describe, expect, it } from '@jest/globals';
import type { Approval } from '../../../../lambdas/domain/records/approval/approval.ts';
import { projectTimeline } from '../../../../lambdas/domain/reporting/timeline/timeline-projection.ts';
import { viewIncident } from '../../../../lambdas/domain/reporting/views/incident-view.ts';
import { viewWorkflow } from '../../../../lambdas/domain/reporting/views/workflow-view.ts';
import { evidenceKinds } from '../../../../lambdas/evidence/index.ts';
import {
  type SampleStage,
  sampleApproval,
  sampleRecord,
} from '../../../support/builders/samples/sample-incident.ts';

const links = { page: 'https://firebreak.example/x', execution: null };

function workflowOf(stage: SampleStage, approvals: readonly Approval[], record = sampleRecord(stage)) {
  const timeline = projectTimeline(record, approvals, evidenceKinds);
  return viewWorkflow(viewIncident(record, approvals, null, links), timeline);
}

function statesOf(...given: Parameters<typeof workflowOf>) {
  return Object.fromEntries(workflowOf(...given).map(({ id, state }) => [id, state]));
}

describe('the workflow of an incident', () => {
  it('gathers evidence first, and nothing is decided yet', () => {
    expect(statesOf('triaging', [])).toEqual({
      opened: 'done',
      evidence: 'current',
      plan: 'ahead',
      recovery: 'ahead',
      closed: 'ahead',
      postmortem: 'ahead',
    });
  });

  it('waits for people until a time that is told, with the step ahead', () => {
    const phases = workflowOf('awaiting-approval', [sampleApproval()]);
    expect(phases.find(({ id }) => id === 'approval-0')).toMatchObject({
      state: 'current',
      until: '2026-11-23T02:32:19.000Z',
      note: 'alice or bob must decide',
    });
    expect(phases.find(({ id }) => id === 'step-0')).toMatchObject({ state: 'ahead', at: null });
  });

  it('looks whether it recovers once a step was done', () => {
    expect(statesOf('verifying', [sampleApproval('approved')])).toMatchObject({
      'approval-0': 'done',
      'step-0': 'done',
      recovery: 'current',
      closed: 'ahead',
    });
  });

  it('is with people after a rejection, and the step is left out', () => {
    expect(statesOf('handed-over', [sampleApproval('rejected')])).toMatchObject({
      'approval-0': 'failed',
      people: 'current',
      recovery: 'ahead',
    });
  });

  it('stands in its order after a new plan: what was planned before, people, evidence, and the new steps', () => {
    const record = sampleRecord('awaiting-approval');
    const { assessment } = record.incident;
    if (assessment === null) throw new Error('There is no plan');
    const [step] = assessment.plan.steps;
    const plan = { ...assessment.plan, steps: [step, { ...step, index: 1 }], firstStep: 1 };
    const incident = { ...record.incident, assessment: { ...assessment, plan } } as typeof record.incident;
    const at = (time: string, kind: string) => ({
      id: `tl_${time}`,
      at: `2026-11-23T0${time}:00.000Z`,
      actor: 'firebreak:x',
      kind,
      text: '',
      data: {},
    });
    const entries = [at('2:01', 'incident.handed-over')];
    const ids = workflowOf('awaiting-approval', [], { ...record, incident, entries }).map(({ id }) => id);
    expect(ids.slice(0, 6)).toEqual(['opened', 'step-0', 'people', 'evidence', 'plan', 'step-1']);
  });

  it('is over when it is closed, with the time of each part', () => {
    const phases = workflowOf('closed', [sampleApproval('approved')]);
    expect(phases.map(({ state }) => state)).not.toContain('current');
    expect(phases.filter(({ state, at }) => state === 'done' && at === null)).toEqual([]);
    expect(phases.at(-1)).toMatchObject({ id: 'postmortem', state: 'done' });
  });

  it('did not recover where nobody responded, and that it was closed is no success', () => {
    const record = sampleRecord('closed');
    const unattended = { ...record.incident, outcome: 'unattended' as const } as typeof record.incident;
    expect(statesOf('closed', [], { ...record, incident: unattended, steps: [] })).toMatchObject({
      recovery: 'left-out',
      closed: 'failed',
      'step-0': 'left-out',
    });
  });
});
