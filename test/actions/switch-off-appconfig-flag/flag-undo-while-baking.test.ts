import { describe, expect, it } from '@jest/globals';
import { switchOffAppconfigFlag } from '../../../lambdas/actions/switch-off-appconfig-flag/switch-off-appconfig-flag.ts';
import { actionContext } from '../../support/builders/action-context.ts';
import {
  deployByHand,
  flagsInEffect,
  shopNow as now,
  shopEnvironment,
  shopFlags,
  shopInProcess,
} from '../../support/worlds/shop-account.ts';

const params = { ...shopFlags, flag: 'new-pricing' };

async function switchedOff() {
  const shop = shopInProcess();
  const context = actionContext(shop.aws, now);
  const preflight = await switchOffAppconfigFlag.preflight(context, params);
  if (!preflight.ok) throw new Error(preflight.reason);
  const execution = await switchOffAppconfigFlag.execute(context, params, preflight.preState);
  if (execution.outcome !== 'done') throw new Error(execution.text);
  const undo = () => switchOffAppconfigFlag.undo(context, params, preflight.preState, execution.postState);
  return { ...shop, undo };
}

describe('undoing a flag', () => {
  it('stops the deployment while it bakes, because the environment takes no other', async () => {
    const { account, undo } = await switchedOff();
    expect((await undo()).outcome).toBe('undone');
    const { deployments } = shopEnvironment(account);
    expect(deployments.at(-1)?.stoppedAt).toBe(now.toISOString());
    expect(deployments).toHaveLength(4);
    expect(flagsInEffect(account)['new-pricing']).toBe(true);
  });

  it('deploys the version before once the deployment is complete', async () => {
    const { account, pass, undo } = await switchedOff();
    pass(11);
    expect((await undo()).outcome).toBe('undone');
    expect(shopEnvironment(account).deployments.at(-1)).toMatchObject({ profile: 'flags', version: 2 });
  });

  it('goes on when another profile was deployed in between', async () => {
    const { account, pass, undo } = await switchedOff();
    deployByHand(account, 'other', '{"a":2}');
    pass(11);
    expect((await undo()).outcome).toBe('undone');
    expect(shopEnvironment(account).deployments.at(-1)).toMatchObject({ profile: 'flags', version: 2 });
  });
});
