import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { rollBackCodedeployDeployment } from '../../../lambdas/actions/roll-back-codedeploy-deployment/roll-back-codedeploy-deployment.ts';
import { actionContext } from '../../support/builders/action-context.ts';
import { startTestAccount, type TestAccount } from '../../support/servers/test-account.ts';
import {
  deployedRevision,
  deployShop,
  shopGroup,
  shopGroupNow,
  shopGroupScenario,
} from '../../support/worlds/codedeploy-account.ts';

const params = {
  ...shopGroup,
  deployment: 'd-SUSPECT',
  fromRevision: 's3://builds/shop-2.zip',
  toRevision: 's3://builds/shop-1.zip',
};

let world: TestAccount;
beforeEach(async () => {
  world = await startTestAccount({
    scenario: shopGroupScenario,
    nowMs: shopGroupNow.getTime(),
    seed: (account) => deployShop(account, 2, 3, { id: 'd-SUSPECT', rolloutSeconds: 1200 }),
  });
});
afterEach(() => world.stop());

const context = () => actionContext(world.aws, shopGroupNow);
const observe = (preState: Parameters<typeof rollBackCodedeployDeployment.execute>[2], postState: object) =>
  rollBackCodedeployDeployment.observe?.(context(), params, preState, { ...postState });

async function preStateOf() {
  const preflight = await rollBackCodedeployDeployment.preflight(context(), params);
  if (!preflight.ok) throw new Error(preflight.reason);
  return preflight.preState;
}
async function rolledBack() {
  const preState = await preStateOf();
  const execution = await rollBackCodedeployDeployment.execute(context(), params, preState);
  if (execution.outcome !== 'done') throw new Error(execution.text);
  return { preState, postState: execution.postState };
}

describe('a CodeDeploy deployment that is in progress', () => {
  it('is stopped, and CodeDeploy brings back what ran before', async () => {
    const { preState, postState } = await rolledBack();
    expect(world.changes()).toEqual(['codedeploy:StopDeployment']);
    expect(deployedRevision(world.account)).toBe('shop-1.zip');
    expect(await observe(preState, postState)).toMatchObject({ settled: false });
    world.pass(2);
    expect(await observe(preState, postState)).toMatchObject({ settled: true });
  });

  it.each(['refused', 'lost', 'throttled', 'failing'] as const)(
    'is stopped once when the request is %s',
    async (fault) => {
      const preState = await preStateOf();
      world.inject({ operation: 'codedeploy:StopDeployment', fault });
      const execution = await rollBackCodedeployDeployment.execute(context(), params, preState);
      const again = await rollBackCodedeployDeployment.execute(context(), params, preState);
      expect([execution.outcome, again.outcome]).toEqual(['done', 'done']);
      expect(world.changes()).toEqual(['codedeploy:StopDeployment']);
    },
  );

  it('is not stopped once it has ended or another one was made', async () => {
    const preState = await preStateOf();
    world.pass(30);
    expect(await rollBackCodedeployDeployment.execute(context(), params, preState)).toMatchObject({
      outcome: 'stale',
    });
    deployShop(world.account, 3, -1);
    expect(await rollBackCodedeployDeployment.execute(context(), params, preState)).toMatchObject({
      outcome: 'stale',
    });
    expect(world.changes()).toEqual([]);
  });

  it('is deployed again when that is undone, once CodeDeploy has finished', async () => {
    const { preState, postState } = await rolledBack();
    const undo = () => rollBackCodedeployDeployment.undo(context(), params, preState, postState);
    expect(await undo()).toMatchObject({ outcome: 'changed-since' });
    world.pass(5);
    expect(await undo()).toMatchObject({ outcome: 'undone' });
    expect(await undo()).toMatchObject({ outcome: 'undone' });
    expect(world.changes()).toEqual(['codedeploy:StopDeployment', 'codedeploy:CreateDeployment']);
    expect(deployedRevision(world.account)).toBe('shop-2.zip');
  });
});
