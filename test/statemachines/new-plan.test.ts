import { afterEach, describe, expect, it } from '@jest/globals';
import { mostNewPlans } from '../../lambdas/domain/records/incident.ts';
import { stepsOfPlan } from '../../lambdas/domain/records/plan.ts';
import { approvalIdOf } from '../../lambdas/domain/response/approvals/open-approval.ts';
import { type Reply, runWorkflow } from '../support/worlds/incident-workflow.ts';
import { type IncidentWorld, incidentWorld } from '../support/worlds/incident-world.ts';

let world: IncidentWorld | null = null;
afterEach(() => {
  world?.stop();
  world = null;
});

const resumeFresh = { command: 'resume', fresh: true, by: 'ben' };

/** A bad deployment that ana rejected the rollback of or took over first, or whose rollback nobody decided about. */
async function handedOver(how: 'rejected' | 'expired' | 'taken over' = 'rejected'): Promise<IncidentWorld> {
  world = await incidentWorld();
  await world.pass(4);
  if (how === 'rejected') await world.decide('reject');
  if (how === 'taken over') await world.command('take-over');
  await world.pass(how === 'expired' ? 35 : 2);
  expect((await world.incident()).status).toBe('handed-over');
  return world;
}

async function planOf(incident: IncidentWorld) {
  const { assessment } = await incident.incident();
  if (assessment === null) throw new Error('There is no plan');
  return assessment.plan;
}

describe('a new plan from fresh evidence', () => {
  it('leaves out what a person rejected, and says so', async () => {
    const incident = await handedOver();
    const before = await planOf(incident);
    await incident.command(resumeFresh);
    await incident.pass(1);
    const { assessment, earlierPlans } = await incident.incident();
    const plan = await planOf(incident);
    expect(stepsOfPlan(plan).map(({ summary }) => summary)).not.toContain(before.steps[0]?.summary);
    expect(assessment?.reason).toContain('ana rejected it');
    expect(earlierPlans).toEqual([
      expect.objectContaining({
        hash: before.hash,
        by: 'person:ben',
        rejected: [{ index: 0, by: 'person:ana' }],
      }),
    ]);
    expect(incident.alias()).toBe('57');
    expect(incident.problems()).toEqual([]);
  });

  it('proposes again what nobody decided, as a step of its own that people are asked about anew', async () => {
    const incident = await handedOver('expired');
    const before = await planOf(incident);
    await incident.command(resumeFresh);
    await incident.pass(1);
    const plan = await planOf(incident);
    expect(stepsOfPlan(plan)[0]).toMatchObject({
      summary: before.steps[0]?.summary,
      index: before.steps.length,
    });
    expect(plan.hash).not.toBe(before.hash);
    const { id, status } = await incident.incident();
    expect(status).toBe('awaiting-approval');
    expect(await incident.approvals.readApproval(approvalIdOf(id, before.steps.length))).toMatchObject({
      state: 'pending',
      planHash: plan.hash,
    });
    await incident.decide('approve');
    await incident.pass(12);
    expect(await incident.incident()).toMatchObject({ status: 'closed', outcome: 'recovered' });
    expect(incident.alias()).toBe('56');
    expect(incident.problems()).toEqual([]);
  });

  it('takes no decision by an expired link of the plan before', async () => {
    await expectRefused('expired', /approval\.expired/);
  });

  it('takes no decision by a link of the plan before that a person took over', async () => {
    await expectRefused('taken over', /approval\.void/);
  });

  it('is made of evidence that was read since, and keeps on record what was found before', async () => {
    const incident = await handedOver();
    const { evidence: before } = await incident.record();
    await incident.command(resumeFresh);
    await incident.pass(1);
    const { evidence: after } = await incident.record();
    for (const { kind, gatheredAt } of after) {
      const old = before.find((each) => each.kind === kind);
      expect(old && gatheredAt > old.gatheredAt).toBe(true);
    }
    const timeline = await incident.timeline();
    expect(timeline.filter(({ kind }) => kind === 'plan.made')).toHaveLength(2);
    expect(timeline.filter(({ kind }) => kind === 'evidence.gathered')).toHaveLength(2 * before.length);
    expect(new Set(timeline.map(({ id }) => id)).size).toBe(timeline.length);
  });

  it('only adds to the timeline', async () => {
    const incident = await handedOver();
    const before = await incident.timeline();
    await incident.command(resumeFresh);
    await incident.pass(1);
    const after = new Map((await incident.timeline()).map((entry) => [entry.id, entry.text]));
    for (const { id, text } of before) expect([id, after.get(id)]).toEqual([id, text]);
  });

  it(`is made ${mostNewPlans} times for an incident and no more`, async () => {
    const incident = await handedOver();
    for (let plan = 0; plan < mostNewPlans; plan += 1) {
      await incident.command({ ...resumeFresh, comment: `plan ${plan}` });
      await incident.pass(1);
      expect((await incident.incident()).status).toBe('handed-over');
    }
    await expect(incident.command({ ...resumeFresh, comment: 'once more' })).rejects.toThrow();
    await incident.command({ command: 'resolve', by: 'ana', yes: true, comment: 'by hand' });
    await incident.pass(1);
    expect(await incident.executionStatus()).toBe('SUCCEEDED');
    expect(incident.problems()).toEqual([]);
  });

  it('leaves the incident with people who take it over meanwhile', async () => {
    const incident = await handedOver('expired');
    await incident.command(resumeFresh);
    await incident.command({ command: 'take-over', by: 'ana', comment: 'mine' });
    await incident.pass(2);
    expect((await incident.incident()).status).toBe('handed-over');
    expect(incident.alias()).toBe('57');
  });
});

describe('the workflow with a new plan', () => {
  const fresh: Reply = { command: 'resume', by: 'person:ben', fresh: true };
  const resolve: Reply = { command: 'resolve', by: 'person:ben' };

  it('gathers evidence again and begins with the first step of the new plan', async () => {
    const run = await runWorkflow({
      'assess-incident': [
        { disposition: 'act', stepCount: 2, firstStep: 0, restoreFrom: 2, severity: 'SEV1' },
        { disposition: 'act', stepCount: 3, firstStep: 2, restoreFrom: 3, severity: 'SEV1' },
      ],
      'check-guardrails': [{ decision: 'deny', action: 'x', reasons: ['no'] }],
      'hand-over': [fresh, resolve],
    });
    expect(run.callsOf('read-metrics')).toHaveLength(2);
    expect(run.callsOf('check-guardrails').map((call) => call['stepIndex'])).toEqual([0, 1, 2]);
    expect(run.status).toBe('SUCCEEDED');
  });

  it('takes ten steps of each plan at most', async () => {
    const run = await runWorkflow({
      'assess-incident': [
        { disposition: 'act', stepCount: 10, firstStep: 0, restoreFrom: 10, severity: 'SEV1' },
        { disposition: 'act', stepCount: 25, firstStep: 10, restoreFrom: 25, severity: 'SEV1' },
      ],
      'check-guardrails': [{ decision: 'deny', action: 'x', reasons: ['no'] }],
      'hand-over': [fresh, resolve],
    });
    expect(run.callsOf('check-guardrails')).toHaveLength(20);
  });

  it('hands the incident to people when no plan can be made', async () => {
    const run = await runWorkflow({
      'assess-incident': [{ disposition: 'hand-over', stepCount: 0, severity: 'SEV1' }],
      'plan-anew': [{ fails: 'CommandRefusedError' }],
      'hand-over': [fresh, resolve],
    });
    expect(run.callsOf('record-failure')).toHaveLength(1);
    expect(run.callsOf('hand-over')).toHaveLength(2);
    expect(run.status).toBe('SUCCEEDED');
  });
});

async function expectRefused(how: Parameters<typeof handedOver>[0], refusal: RegExp): Promise<void> {
  const incident = await handedOver(how);
  const old = incident.notifications().findLast(({ to, code }) => to === 'ana' && code !== null);
  await incident.command(resumeFresh);
  await incident.pass(1);
  expect((await incident.incident()).status).toBe('awaiting-approval');
  await expect(incident.decideBy('approve', old)).rejects.toThrow(refusal);
  expect(incident.alias()).toBe('57');
}
