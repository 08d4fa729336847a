import { beforeEach, describe, expect, it } from '@jest/globals';
import { DependencyUnavailableError } from '../../../lambdas/domain/errors.ts';
import type { StepRecord } from '../../../lambdas/domain/records/step-record.ts';
import type { Action } from '../../../lambdas/ports/plug-ins/action.ts';
import { observeAction } from '../../../lambdas/use-cases/actions/observe-action.ts';
import { takeAction } from '../../../lambdas/use-cases/actions/take-action.ts';
import { undoAction } from '../../../lambdas/use-cases/actions/undo-action.ts';
import { deliveredLink } from '../../../local/rehearsal/delivered-link.ts';
import { type ApprovalWorld, approvalWorld, inAutomaticMode } from '../../support/worlds/approval-world.ts';

let world: ApprovalWorld;
beforeEach(async () => {
  world = await approvalWorld();
  await world.ask();
  await world.decide(deliveredLink(world.sentTo('ana')[0]));
});

async function step(): Promise<StepRecord> {
  const found = await world.incidents.readStep(world.incidentId, 0);
  if (found === null) throw new Error('There is no step');
  return found;
}

/** What the action says at each look, the last one again and again. */
function seeing(...looks: readonly (boolean | Error)[]) {
  let count = 0;
  const observe: Action['observe'] = async () => {
    const look = looks[Math.min(count, looks.length - 1)];
    count += 1;
    if (look instanceof Error) throw look;
    return { settled: look === true, text: look === true ? 'all of it' : 'half of it' };
  };
  const deps = { ...world, action: { ...world.action, observe } };
  const input = { incidentId: world.incidentId, stepIndex: 0 };
  return {
    looks: () => count,
    take: () => takeAction(deps, { ...input, approvalId: world.approvalId }),
    look: () => observeAction(deps, input),
    undo: () => undoAction(deps, input),
  };
}

describe('whether a step has taken effect', () => {
  it('is looked at right after it, and recorded with the time', async () => {
    const { take, looks } = seeing(true);
    await take();
    expect(looks()).toBe(1);
    expect((await step()).settling).toMatchObject({ settled: true, at: world.clock.now().toISOString() });
  });

  it('is looked at again until it has, and then no more', async () => {
    const { take, look, looks } = seeing(false, false, true);
    await take();
    world.clock.advance(60);
    expect(await look()).toMatchObject({ settled: false });
    world.clock.advance(60);
    expect(await look()).toMatchObject({ settled: true });
    expect((await step()).settling?.at).toBe(world.clock.now().toISOString());
    world.clock.advance(60);
    expect(await look()).toMatchObject({ settled: true });
    expect(looks()).toBe(3);
  });

  it('does not make a taken step fail when the first look does', async () => {
    const { take } = seeing(new DependencyUnavailableError('Lambda is away'));
    expect(await take()).toMatchObject({ outcome: 'done' });
    expect((await step()).settling).toMatchObject({ settled: false });
  });

  it('is no longer asked once the step was undone', async () => {
    const { take, undo, look, looks } = seeing(false);
    await take();
    expect(await undo()).toMatchObject({ outcome: 'undone' });
    await look();
    expect(looks()).toBe(1);
  });

  it('is not asked of an action that takes effect at once', async () => {
    const action = { ...world.action };
    delete action.observe;
    await world.act({ ...world, action });
    expect((await step()).settling).toBeNull();
    expect(
      await observeAction({ ...world, action }, { incidentId: world.incidentId, stepIndex: 0 }),
    ).toBeNull();
  });
});

describe('an action that cannot be told from its repetition', () => {
  it('is unknown, not repeated, when a run before did not record what came of it', async () => {
    const action: Action = { ...world.action, repeat: 'once' };
    const saveStep = async (record: StepRecord) => {
      if (record.result !== null) throw new DependencyUnavailableError('The table is away');
      await world.incidents.saveStep(record);
    };
    const dying = { ...world, action, incidents: { ...world.incidents, saveStep } };
    await expect(world.act(dying)).rejects.toThrow('The table is away');
    expect(world.account.changes).toHaveLength(1);
    expect(await world.act({ ...world, action })).toMatchObject({
      outcome: 'unknown',
      reason: expect.stringContaining('cannot be repeated'),
    });
    expect(world.account.changes).toHaveLength(1);
    expect(await world.incidents.listDebts(world.incidentId)).toHaveLength(1);
  });
});

describe('an action that could not be undone', () => {
  const irrevocable = (): Action => {
    const { action } = world;
    if (action.risk === 'irreversible') throw new Error('It has no undo');
    return { ...action, undoReadiness: async () => ({ ready: false, text: 'version 57 is gone' }) };
  };

  it('is taken when a person approved it, and says so', async () => {
    expect(await world.act({ ...world, action: irrevocable() })).toMatchObject({ outcome: 'done' });
    expect((await step()).lock?.undoReadiness).toEqual({ ready: false, text: 'version 57 is gone' });
  });

  it('is not taken by policy alone', async () => {
    const allowed = await step();
    const verdict = { decision: 'allow', findings: [] } as const;
    const guard = { ...allowed.guard, verdict };
    await world.incidents.saveStep({ ...allowed, guard, version: allowed.version + 1 });
    const taken = await takeAction(
      { ...inAutomaticMode(world), action: irrevocable() },
      { incidentId: world.incidentId, stepIndex: 0, approvalId: null },
    );
    expect(taken).toMatchObject({ outcome: 'stale', reason: expect.stringContaining('version 57 is gone') });
    expect(world.account.changes).toEqual([]);
  });
});
