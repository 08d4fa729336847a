import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Approval } from '../../../lambdas/domain/records/approval/approval.ts';
import type { StepRecord } from '../../../lambdas/domain/records/step-record.ts';
import type { IncidentStore } from '../../../lambdas/ports/stores/incident-store.ts';
import { takeAction } from '../../../lambdas/use-cases/actions/take-action.ts';
import { undoAction } from '../../../lambdas/use-cases/actions/undo-action.ts';
import { closeIncident } from '../../../lambdas/use-cases/closing/close-incident.ts';
import { deliveredLink } from '../../../local/rehearsal/delivered-link.ts';
import { createInMemorySchedules } from '../../../local/rehearsal/memory/in-memory-schedules.ts';
import { moveAlias } from '../../../local/world/services/lambda/lambda-state.ts';
import { aPolicy } from '../../support/builders/policy/a-policy.ts';
import { type ApprovalWorld, approvalWorld, inAutomaticMode } from '../../support/worlds/approval-world.ts';

let world: ApprovalWorld;

beforeEach(async () => {
  world = await approvalWorld();
  await world.ask();
  world.clock.advance(100);
});

const approve = () => world.decide(deliveredLink(world.sentTo('ana')[0]));
const undo = () => undoAction(world, { incidentId: world.incidentId, stepIndex: 0 });

async function step(): Promise<StepRecord> {
  const found = await world.incidents.readStep(world.incidentId, 0);
  if (found === null) throw new Error('There is no step');
  return found;
}

async function change(update: (approval: Approval) => Approval): Promise<void> {
  const found = await world.approval();
  await world.approvals.saveApproval({ ...update(found), version: found.version + 1 });
}

async function expectRefusal(why: RegExp): Promise<void> {
  expect(await world.act()).toEqual({ outcome: 'refused', reason: expect.stringMatching(why) });
  expect(world.account.changes).toEqual([]);
}

describe('take-action with an approval', () => {
  it('acts, and records authority, pre-state, debt and result', async () => {
    await approve();
    const { revisionId: found } = world.account.alias;
    expect(await world.act()).toMatchObject({ outcome: 'done' });
    const { version, revisionId: left } = world.account.alias;
    expect(version).toBe('56');
    expect(await step()).toMatchObject({
      lock: {
        authority: { kind: 'approval', approvalId: world.approvalId, by: ['ana'] },
        fencingToken: 1,
        preState: { version: '57', revisionId: found },
      },
      result: {
        outcome: 'done',
        postState: { version: '56', revisionId: left },
        calls: [
          { command: expect.stringMatching(/^aws lambda update-alias .*--function-version 56/), fault: null },
        ],
      },
    });
    expect(await world.incidents.listDebts(world.incidentId)).toMatchObject([
      { resource: 'lambda-alias:checkout:live', status: 'open', stepIndex: 0 },
    ]);
  });

  it('answers a repeated call with the recorded result', async () => {
    await approve();
    const first = await world.act();
    expect(await world.act()).toEqual(first);
    expect(world.account.changes).toHaveLength(1);
  });

  it('has one effect when it runs twice at one instant', async () => {
    await approve();
    const runs = await Promise.allSettled([world.act(), world.act()]);
    expect(runs.some(({ status }) => status === 'fulfilled')).toBe(true);
    expect(await world.act()).toMatchObject({ outcome: 'done' });
    expect(world.account.changes).toHaveLength(1);
  });
});

describe('take-action reads the approval itself and refuses', () => {
  it('when it is pending', async () => await expectRefusal(/approval is pending/));

  it('when it was rejected', async () => {
    await world.decide(deliveredLink(world.sentTo('ana')[0]), { decision: 'reject' });
    await expectRefusal(/approval is rejected/);
  });

  it('when there is none', async () => {
    const input = { incidentId: world.incidentId, stepIndex: 0, approvalId: null };
    expect(await takeAction(world, input)).toMatchObject({
      outcome: 'refused',
      reason: expect.stringMatching(/no approval/),
    });
    expect(await takeAction(world, { ...input, approvalId: 'apr_x_0' })).toMatchObject({
      outcome: 'refused',
    });
    expect(world.account.changes).toEqual([]);
  });

  it('when it was given after it had expired', async () => {
    await approve();
    await change((approval) => ({ ...approval, decidedAt: approval.expiresAt }));
    await expectRefusal(/after it had expired/);
  });

  it('when it is for another plan', async () => {
    await approve();
    await change((approval) => ({ ...approval, planHash: 'd'.repeat(64) }));
    await expectRefusal(/plan changed after it was approved/);
  });

  it('when the plan changed after the guardrails were checked', async () => {
    await approve();
    await world.change((incident) => ({
      ...incident,
      assessment: incident.assessment && {
        ...incident.assessment,
        plan: { ...incident.assessment.plan, hash: 'd'.repeat(64) },
      },
    }));
    await expectRefusal(/plan changed/);
  });

  it('when it is for another step or another incident', async () => {
    await approve();
    await change((approval) => ({ ...approval, stepIndex: 1 }));
    await expectRefusal(/another step/);
    await change((approval) => ({ ...approval, stepIndex: 0, incidentId: 'inc_other' }));
    await expectRefusal(/another step/);
  });

  it('when somebody decided who was not asked', async () => {
    await approve();
    await change((approval) => ({ ...approval, decidedBy: 'mallory' }));
    await expectRefusal(/not asked/);
  });
});

describe('take-action stops', () => {
  it('when automation was stopped', async () => {
    await approve();
    await world.change((incident) => ({ ...incident, automationStoppedAt: '2026-11-23T02:04:00.000Z' }));
    await expectRefusal(/stopped/);
  });

  it('and says that it is not known when a run before it had begun', async () => {
    await approve();
    const failing = { ...world.incidents, putDebt: () => Promise.reject(new Error('killed')) };
    await expect(world.act({ ...world, incidents: failing })).rejects.toThrow('killed');
    await world.change((incident) => ({ ...incident, automationStoppedAt: '2026-11-23T02:04:00.000Z' }));
    expect(await world.act()).toEqual({
      outcome: 'unknown',
      reason: expect.stringMatching(/stopped.*may have/),
    });
    expect(world.account.changes).toHaveLength(1);
  });

  it('and says that it is not known when a run before it had begun and lost the resource to another incident', async () => {
    await approve();
    const failing = { ...world.incidents, putDebt: () => Promise.reject(new Error('killed')) };
    await expect(world.act({ ...world, incidents: failing })).rejects.toThrow('killed');
    world.clock.advance(1500);
    await world.leases.acquireLease('lambda-alias:checkout:live', 'inc_other', world.clock.now(), 600);
    expect(await world.act()).toEqual({
      outcome: 'unknown',
      reason: expect.stringMatching(/inc_other is working.*may have/),
    });
    expect(world.account.changes).toHaveLength(1);
  });

  it('when the kill switch is on', async () => {
    await approve();
    const policy = aPolicy();
    const killed = { ...policy, guardrails: { ...policy.guardrails, killSwitch: true } };
    expect(await world.act({ ...world, policy: killed })).toMatchObject({
      outcome: 'refused',
      reason: expect.stringMatching(/kill switch/),
    });
    expect(world.account.changes).toEqual([]);
  });

  it('when the guardrails deny the step, whatever was approved', async () => {
    await approve();
    const found = await step();
    await world.incidents.saveStep({
      ...found,
      guard: { ...found.guard, verdict: { decision: 'deny', findings: [] } },
      version: found.version + 1,
    });
    await expectRefusal(/deny/);
  });

  it('when another incident works on the resource', async () => {
    await approve();
    await world.leases.acquireLease('lambda-alias:checkout:live', 'inc_other', world.clock.now(), 600);
    await expectRefusal(/inc_other is working/);
  });

  it('when the world moved on, and gives the lease back', async () => {
    await approve();
    moveAlias(world.account.alias, '58', world.clock.now().getTime());
    expect(await world.act()).toMatchObject({
      outcome: 'stale',
      reason: expect.stringMatching(/no longer on v57 but on v58/),
    });
    expect(world.account.changes).toEqual([]);
    expect(
      await world.leases.acquireLease('lambda-alias:checkout:live', 'inc_other', world.clock.now(), 1),
    ).toMatchObject({
      acquired: true,
    });
    expect(await world.incidents.listDebts(world.incidentId)).toEqual([]);
  });
});

describe('what take-action leaves for the guardrails of other incidents', () => {
  const resource = 'lambda-alias:checkout:live';
  const startsOf = async () => (await world.leases.readLease(resource)).started.starts;

  it('is there before the step is locked, so that no action goes unseen after a crash', async () => {
    await approve();
    const atLock: unknown[] = [];
    const incidents: IncidentStore = {
      ...world.incidents,
      async saveStep() {
        atLock.push(await startsOf());
        throw new Error('The process died');
      },
    };
    const input = { incidentId: world.incidentId, stepIndex: 0, approvalId: world.approvalId };
    const at = world.clock.now().toISOString();
    await expect(takeAction({ ...world, incidents }, input)).rejects.toThrow('The process died');
    const { service } = (await world.incidents.readIncident(world.incidentId)) ?? {};
    const action = 'roll-back-lambda-alias';
    expect(atLock).toEqual([[{ incidentId: world.incidentId, index: 0, service, action, at }]]);
  });

  it('is under the resource that they were asked about, whatever the action calls it by now', async () => {
    await approve();
    const renamed = { ...world.action, resource: () => 'alias/checkout/live' };
    await world.act({ ...world, action: renamed });
    expect(await startsOf()).toHaveLength(1);
    await undoAction({ ...world, action: renamed }, { incidentId: world.incidentId, stepIndex: 0 });
    expect((await world.leases.readLease('alias/checkout/live')).started.starts).toEqual([]);
  });

  it('is nothing of a refused step', async () => {
    await world.act();
    expect(await startsOf()).toEqual([]);
  });

  it('is the same step again, from when its undo began', async () => {
    await approve();
    await world.act();
    const [taken] = await startsOf();
    world.clock.advance(300);
    await undo();
    expect(await startsOf()).toEqual([{ ...taken, at: world.clock.now().toISOString() }]);
  });
});

describe('closing', () => {
  it('gives back what was taken for a step that was never locked', async () => {
    await approve();
    const saveStep = () => Promise.reject(new Error('killed'));
    await expect(world.act({ ...world, incidents: { ...world.incidents, saveStep } })).rejects.toThrow(
      'killed',
    );
    const schedules = createInMemorySchedules();
    const input = {
      incidentId: world.incidentId,
      outcome: 'resolved-by-person',
      closedBy: 'person:ana',
    } as const;
    await closeIncident({ ...world, schedules }, input);
    expect(
      await world.leases.acquireLease('lambda-alias:checkout:live', 'inc_other', world.clock.now(), 1),
    ).toMatchObject({ acquired: true });
  });
});

describe('take-action without approval', () => {
  it('acts when the guardrails allow it', async () => {
    const found = await step();
    await world.incidents.saveStep({
      ...found,
      guard: { ...found.guard, verdict: { decision: 'allow', findings: [] } },
      version: found.version + 1,
    });
    const input = { incidentId: world.incidentId, stepIndex: 0, approvalId: null };
    expect(await takeAction(inAutomaticMode(world), input)).toMatchObject({ outcome: 'done' });
    expect((await step()).lock?.authority).toEqual({ kind: 'policy', approvalId: null, by: [] });
  });
});

describe('undo-action', () => {
  it('restores what was before, closes the debt and gives the lease back', async () => {
    await approve();
    await world.act();
    expect(await undo()).toMatchObject({ outcome: 'undone' });
    expect(world.account.alias.version).toBe('57');
    expect(await world.incidents.listDebts(world.incidentId)).toMatchObject([{ status: 'restored' }]);
    expect(await undo()).toMatchObject({ outcome: 'undone' });
    expect(world.account.changes).toHaveLength(2);
    expect(
      await world.leases.acquireLease('lambda-alias:checkout:live', 'inc_other', world.clock.now(), 1),
    ).toMatchObject({
      acquired: true,
    });
  });

  it('leaves it alone when somebody changed it since', async () => {
    await approve();
    await world.act();
    moveAlias(world.account.alias, '58', world.clock.now().getTime());
    expect(await undo()).toMatchObject({ outcome: 'changed-since' });
    expect(world.account.alias.version).toBe('58');
    expect(await world.incidents.listDebts(world.incidentId)).toMatchObject([{ status: 'open' }]);
  });

  it('does nothing about a step that was not executed', async () => {
    expect(await undo()).toMatchObject({ outcome: 'unknown' });
    expect(world.account.changes).toEqual([]);
  });

  it('does nothing once automation was stopped', async () => {
    await approve();
    await world.act();
    await world.change((incident) => ({ ...incident, automationStoppedAt: '2026-11-23T02:04:00.000Z' }));
    expect(await undo()).toMatchObject({ outcome: 'unknown', reason: expect.stringMatching(/stopped/) });
    expect(world.account.alias.version).toBe('56');
  });
});
