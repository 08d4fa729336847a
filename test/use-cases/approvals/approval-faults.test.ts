import { describe, expect, it } from '@jest/globals';
import { WriteConflictError } from '../../../lambdas/domain/errors.ts';
import { undoAction } from '../../../lambdas/use-cases/actions/undo-action.ts';
import { reconcileApproval } from '../../../lambdas/use-cases/approvals/reconcile-approval.ts';
import { deliveredLink } from '../../../local/rehearsal/delivered-link.ts';
import { createFaults, everyFaultPoint, type FaultPoint, type Faults } from '../../support/faults/faults.ts';
import { type ApprovalWorld, approvalWorld, wrongCode } from '../../support/worlds/approval-world.ts';

/** What must be the same in the end, whatever went wrong on the way. */
async function finalState(world: ApprovalWorld) {
  const record = await world.incidents.readRecord(world.incidentId);
  const approval = await world.approvals.readApproval(world.approvalId);
  return {
    status: record?.incident.status,
    approval: approval && {
      state: approval.state,
      decidedBy: approval.decidedBy,
      generations: approval.links.map((link) => link.generation),
    },
    result: record?.steps[0]?.result?.outcome,
    undo: record?.steps[0]?.undo?.outcome,
    debts: record?.debts.map(({ status }) => status),
    entries: record?.entries.map(({ kind }) => kind),
    taskOutputs: [...world.workflow.taskOutputs().values()],
    alias: world.account.alias.version,
    effects: world.account.changes.length,
  };
}

interface Scene {
  prepare(world: ApprovalWorld): Promise<void>;
  run(world: ApprovalWorld, faults: Faults): Promise<unknown>;
  /** What the workflow, the person or the sweep does next. */
  recover(world: ApprovalWorld): Promise<unknown>;
}

const scenes: Readonly<Record<string, Scene>> = {
  'request-approval': {
    prepare: async () => undefined,
    run: (world, faults) => world.ask('token-1', world.through(faults)),
    recover: (world) => world.ask('token-1'),
  },
  'decide-approval': {
    prepare: (world) => world.ask(),
    run: (world, faults) => world.decide(deliveredLink(world.sentTo('ana')[0]), {}, world.through(faults)),
    recover: async (world) => {
      await world.decide(deliveredLink(world.sentTo('ana')[0])).catch(() => null);
      await reconcileApproval(world, world.approvalId);
    },
  },
  'the last wrong code': {
    prepare: async (world) => {
      await world.ask();
      const link = deliveredLink(world.sentTo('ana')[0]);
      for (let tries = 0; tries < 4; tries += 1) {
        await world.decide({ ...link, code: wrongCode(link) }).catch(() => null);
      }
    },
    run: async (world, faults) => {
      const link = deliveredLink(world.sentTo('ana')[0]);
      await world.decide({ ...link, code: wrongCode(link) }, {}, world.through(faults)).catch(() => null);
    },
    recover: async (world) => {
      const link = deliveredLink(world.sentTo('ana')[0]);
      await world.decide({ ...link, code: wrongCode(link) }).catch(() => null);
      await reconcileApproval(world, world.approvalId);
      const renewed = world.sentTo('ana').at(-1);
      await world.decide(deliveredLink(renewed));
    },
  },
  'take-action': {
    prepare: async (world) => {
      await world.ask();
      await world.decide(deliveredLink(world.sentTo('ana')[0]));
    },
    run: (world, faults) => world.act(world.through(faults)),
    recover: (world) => world.act(),
  },
  'undo-action': {
    prepare: async (world) => {
      await world.ask();
      await world.decide(deliveredLink(world.sentTo('ana')[0]));
      await world.act();
    },
    run: (world, faults) => undoAction(world.through(faults), { incidentId: world.incidentId, stepIndex: 0 }),
    recover: (world) => undoAction(world, { incidentId: world.incidentId, stepIndex: 0 }),
  },
};

async function play(scene: Scene, point: FaultPoint | null): Promise<Awaited<ReturnType<typeof finalState>>> {
  const world = await approvalWorld();
  await scene.prepare(world);
  world.clock.advance(100);
  await scene.run(world, createFaults(point)).catch(() => null);
  for (let round = 0; round < 2; round += 1) {
    await scene.recover(world).catch((error: unknown) => {
      if (error instanceof WriteConflictError) throw error;
    });
  }
  return await finalState(world);
}

describe.each(Object.entries(scenes))('%s', (_, scene) => {
  it('comes to the same end, whichever call goes wrong', async () => {
    const undisturbed = await play(scene, null);
    const points = await everyFaultPoint(async (faults) => {
      const world = await approvalWorld();
      await scene.prepare(world);
      world.clock.advance(100);
      await scene.run(world, faults);
    });
    expect(points.length).toBeGreaterThan(9);
    for (const point of points) {
      expect({ point, end: await play(scene, point) }).toEqual({ point, end: undisturbed });
    }
  }, 60_000);
});
