import { describe, expect, it } from '@jest/globals';
import { switchOffAppconfigFlag } from '../../../lambdas/actions/switch-off-appconfig-flag/switch-off-appconfig-flag.ts';
import { actionContext } from '../../support/builders/action-context.ts';
import { createFaults, everyFaultPoint, type Faults } from '../../support/faults/faults.ts';
import { faultyAws } from '../../support/faults/faulty-aws.ts';
import {
  deployByHand,
  flags,
  shopNow as now,
  shopEnvironment,
  shopFlags,
  shopInProcess,
} from '../../support/worlds/shop-account.ts';

const params = { ...shopFlags, flag: 'new-pricing' };

/** The deployment that switched the flag on is still baking. */
function world(faults: Faults = createFaults(null), content = flags(true)) {
  const shop = shopInProcess();
  const environment = shopEnvironment(shop.account);
  environment.deployments.splice(-1);
  deployByHand(shop.account, 'flags', content);
  return {
    ...shop,
    environment,
    stopped: () => environment.deployments[2]?.stoppedAt ?? null,
    sound: actionContext(shop.aws, now),
    context: actionContext(faultyAws(faults, shop.aws), now),
  };
}

async function preStateIn({ sound }: ReturnType<typeof world>) {
  const preflight = await switchOffAppconfigFlag.preflight(sound, params);
  if (!preflight.ok) throw new Error(preflight.reason);
  return preflight.preState;
}

describe('a flag whose deployment still bakes', () => {
  it('goes off by stopping that deployment, and on again by deploying its version', async () => {
    const here = world();
    const preState = await preStateIn(here);
    const execution = await switchOffAppconfigFlag.execute(here.context, params, preState);
    expect(here.stopped()).toBe(now.toISOString());
    if (execution.outcome !== 'done') throw new Error(execution.text);
    const undo = () => switchOffAppconfigFlag.undo(here.context, params, preState, execution.postState);
    expect(await undo()).toMatchObject({ outcome: 'undone' });
    expect(here.environment.deployments.at(-1)).toMatchObject({ profile: 'flags', version: 3 });
    expect(await undo()).toMatchObject({ outcome: 'undone' });
    expect(here.changes).toHaveLength(2);
  });

  it('goes off by a deployment when it has finished baking meanwhile', async () => {
    const here = world();
    const preState = await preStateIn(here);
    here.pass(11);
    expect(await switchOffAppconfigFlag.execute(here.context, params, preState)).toMatchObject({
      outcome: 'done',
    });
    expect(here.environment.deployments).toHaveLength(4);
    expect(here.stopped()).toBeNull();
  });

  it('is left to people when stopping would change another flag too', async () => {
    const here = world(undefined, flags(true).replace('red', 'blue'));
    expect(await switchOffAppconfigFlag.preflight(here.context, params)).toEqual({
      ok: false,
      reason: expect.stringContaining('more than new-pricing'),
    });
  });

  it('is stopped once, whichever call goes wrong', async () => {
    const run = async (faults: Faults) => {
      const here = world(faults);
      await switchOffAppconfigFlag.execute(here.context, params, await preStateIn(here));
    };
    for (const point of await everyFaultPoint(run)) {
      const here = world(createFaults(point));
      const preState = await preStateIn(here);
      await switchOffAppconfigFlag.execute(here.context, params, preState).catch(() => null);
      const rerun = await switchOffAppconfigFlag.execute(here.sound, params, preState);
      expect({ point, outcome: rerun.outcome }).toEqual({ point, outcome: 'done' });
      expect(here.changes).toHaveLength(1);
    }
  });
});
