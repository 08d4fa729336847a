import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createFaults, everyFaultPoint } from '../../support/faults/faults.ts';
import { startTrial, type Trial, triedActions } from './tried-actions.ts';

describe.each(triedActions.filter(([, { risk }]) => risk === 'reversible'))('%s', (_, action, bench) => {
  let trial: Trial;
  beforeEach(async () => {
    trial = await startTrial(action, bench);
  });
  afterEach(() => trial.world.stop());

  it.each([
    ['as soon as AWS lets it', bench.busyMinutes ?? 0],
    ['a quarter of an hour later', 15],
  ])('restores what was before, once, %s', async (_, minutes) => {
    const { world } = trial;
    const before = bench.look(world.account);
    const { preState, postState } = await trial.executed();
    world.pass(minutes);
    expect(await trial.undo(preState, postState)).toMatchObject({ outcome: 'undone' });
    expect(bench.look(world.account)).toEqual(before);
    expect(await trial.undo(preState, postState)).toMatchObject({ outcome: 'undone' });
    expect(world.changes()).toHaveLength(2);
  });

  it('leaves the resource alone when somebody changed it since', async () => {
    const { preState, postState } = await trial.executed();
    bench.interfere(trial.world.account);
    const theirs = bench.look(trial.world.account);
    expect(await trial.undo(preState, postState)).toMatchObject({ outcome: 'changed-since' });
    expect(bench.look(trial.world.account)).toEqual(theirs);
  });

  it('does not guess when what was done is not recorded', async () => {
    const { preState } = await trial.executed();
    expect(await trial.undo(preState, {})).toMatchObject({ outcome: 'unknown' });
    expect(trial.world.changes()).toHaveLength(1);
  });

  it('undoes at most once, whichever call goes wrong', async () => {
    const { world } = trial;
    const before = bench.look(world.account);
    const { preState, postState } = await trial.executed();
    world.pass(bench.busyMinutes ?? 0);
    const points = await everyFaultPoint((faults) => trial.undo(preState, postState, trial.faulty(faults)));
    for (const point of points) {
      world.renew();
      const fresh = await trial.executed();
      world.pass(bench.busyMinutes ?? 0);
      await trial.undo(fresh.preState, fresh.postState, trial.faulty(createFaults(point))).catch(() => null);
      const rerun = await trial.undo(fresh.preState, fresh.postState);
      expect({ point, outcome: rerun.outcome }).toEqual({ point, outcome: 'undone' });
      expect(bench.look(world.account)).toEqual(before);
      expect(world.changes()).toHaveLength(2);
    }
  }, 60_000);
});
