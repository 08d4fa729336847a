import { beforeEach, describe, expect, it } from '@jest/globals';
import { DependencyUnavailableError, WriteConflictError } from '../../../lambdas/domain/errors.ts';
import type { Action, Proceeding, WorkContext } from '../../../lambdas/ports/plug-ins/action.ts';
import { proceedWithWork } from '../../../lambdas/use-cases/actions/proceed-with-work.ts';
import { deliveredLink } from '../../../local/rehearsal/delivered-link.ts';
import { aKillSwitch } from '../../support/builders/records.ts';
import { type ApprovalWorld, approvalWorld } from '../../support/worlds/approval-world.ts';

type Call = (context: WorkContext) => Promise<Proceeding>;
const goingOn: Proceeding = { settled: false, isComplete: false, text: 'some of it' };
const ended: Proceeding = { settled: true, isComplete: true, text: 'all of it' };

let world: ApprovalWorld;
beforeEach(async () => {
  world = await approvalWorld();
  await world.ask();
  await world.decide(deliveredLink(world.sentTo('ana')[0]));
  await world.act({ ...world, action: working(async () => goingOn) });
});

function working(proceed: Call): Action {
  // oxlint-disable-next-line typescript/unbound-method -- it is left out, not called
  const { observe: _, ...action } = world.action;
  return { ...action, proceed };
}

async function call(proceed: Call, mustStop: string | null = null) {
  const outline = await world.incidents.readOutline(world.incidentId);
  const step = outline?.incident.assessment?.plan.steps[0];
  const stepRecord = outline?.steps[0];
  if (outline === null || step === undefined || stepRecord === undefined) throw new Error('There is no step');
  return await proceedWithWork(
    { ...world, action: working(proceed) },
    { outline, step, stepRecord },
    mustStop,
  );
}

/** A call that waits in the middle until it is let go. */
function waiting() {
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  let reached = () => {};
  const inMiddle = new Promise<void>((resolve) => {
    reached = resolve;
  });
  return { held, inMiddle, reached, release };
}

describe('one call of long work', () => {
  it('is made by one caller at a time: a second finds it busy and does nothing', async () => {
    const { held, inMiddle, reached, release } = waiting();
    const first = call(async () => {
      reached();
      await held;
      return ended;
    });
    await inMiddle;
    let begun = 0;
    const second = await call(async () => {
      begun += 1;
      return goingOn;
    });
    expect({ second, begun }).toEqual({ second: null, begun: 0 });
    release();
    expect(await first).toEqual({ settled: true, text: 'all of it' });
  });

  it('goes on from what the call before has kept', async () => {
    await call(async ({ keep }) => {
      await keep({ sent: 5 });
      return goingOn;
    });
    world.clock.advance(60);
    let kept: unknown;
    await call(async (context) => {
      kept = context.kept;
      return ended;
    });
    expect(kept).toEqual({ sent: 5 });
  });

  it('finds what was written before the effect when the call before died between the two', async () => {
    const dying = call(async ({ keep }) => {
      await keep({ sending: 1 });
      throw new DependencyUnavailableError('The function died');
    });
    await expect(dying).rejects.toThrow('The function died');
    let kept: unknown = 'it was not called';
    const next = async () =>
      await call(async (context) => {
        kept = context.kept;
        return goingOn;
      });
    world.clock.advance(60);
    expect(await next()).toBeNull();
    expect(kept).toBe('it was not called');
    world.clock.advance(20);
    expect(await next()).toEqual({ settled: false, text: 'some of it' });
    expect(kept).toEqual({ sending: 1 });
  });

  it('is told to end when the kill switch was turned on since the call before', async () => {
    await call(async ({ keep, stop }) => {
      await keep({ sent: 5, stop });
      return goingOn;
    });
    await world.killSwitches.save(aKillSwitch());
    world.clock.advance(60);
    let told: Partial<WorkContext> = {};
    await call(async ({ stop, kept }) => {
      told = { stop, kept };
      return { ...ended, isComplete: false };
    });
    expect(told.kept).toEqual({ sent: 5, stop: null });
    expect(told.stop).toMatch(/.{10,}/);
  });

  it('is told to end when its time is up', async () => {
    world.clock.advance(7200);
    let told: string | null = null;
    await call(async ({ stop }) => {
      told = stop;
      return ended;
    });
    expect(told).toMatch(/time/);
  });

  it('is taken over by one that must end it, and does nothing more once it would keep something', async () => {
    const { held, inMiddle, reached, release } = waiting();
    const effects: string[] = [];
    const first = call(async ({ keep }) => {
      await keep({ sent: 1 });
      effects.push('first part');
      reached();
      await held;
      await keep({ sent: 2 });
      effects.push('second part');
      return ended;
    });
    await inMiddle;
    let kept: unknown;
    const second = await call(async (context) => {
      kept = context.kept;
      return { ...ended, isComplete: false };
    }, 'ana took over');
    expect(second).toMatchObject({ settled: true });
    expect(kept).toEqual({ sent: 1 });
    release();
    expect(await first).toBeNull();
    expect(effects).toEqual(['first part']);
  });

  it('leaves its debt open while something is left, and closes it when all is done', async () => {
    const open = async () =>
      (await world.incidents.listDebts(world.incidentId)).filter(({ status }) => status === 'open');
    await call(async () => ({ ...ended, isComplete: false }));
    expect(await open()).toHaveLength(1);
    await call(async () => ended);
    expect(await open()).toEqual([]);
  });

  it('does not take an error of its own for that of another call', async () => {
    const broken = call(async () => {
      throw new TypeError('no such field');
    });
    await expect(broken).rejects.toThrow('no such field');
    world.clock.advance(80);
    expect(
      await call(async () => {
        throw new WriteConflictError('somebody else keeps it');
      }),
    ).toBeNull();
  });
});
