import { describe, expect, it } from '@jest/globals';
import { rollBackLambdaAlias } from '../../../lambdas/actions/roll-back-lambda-alias/roll-back-lambda-alias.ts';
import { setProvisioned } from '../../../local/world/services/lambda/concurrency-state.ts';
import { moveAlias } from '../../../local/world/services/lambda/lambda-state.ts';
import { actionContext } from '../../support/builders/action-context.ts';
import { shopNow as now, shopAlias, shopInProcess } from '../../support/worlds/shop-account.ts';

const params = { functionName: 'checkout', alias: 'live', toVersion: '56', fromVersion: '57' };

/** Its alias keeps environments warm, and was moved to v57 so many minutes ago. */
function shop(minutesAgo: number) {
  const { account, aws, pass } = shopInProcess();
  const alias = shopAlias(account);
  setProvisioned(alias, 20, now.getTime() - 3_600_000);
  moveAlias(alias, '56', now.getTime() - 3_000_000);
  moveAlias(alias, '57', now.getTime() - minutesAgo * 60_000);
  return { alias, context: actionContext(aws, now), pass };
}

async function rolledBack({ context }: ReturnType<typeof shop>) {
  const preflight = await rollBackLambdaAlias.preflight(context, params);
  if (!preflight.ok) throw new Error(preflight.reason);
  const { preState } = preflight;
  const execution = await rollBackLambdaAlias.execute(context, params, preState);
  if (execution.outcome !== 'done') throw new Error(execution.text);
  return { preState, postState: execution.postState };
}

describe('rolling back an alias with provisioned concurrency', () => {
  it.each([
    ['after it was moved', 30],
    ['while Lambda still shifts it', 1],
  ])('moves it and back %s, and sets no shares', async (_, minutesAgo) => {
    const here = shop(minutesAgo);
    const { preState, postState } = await rolledBack(here);
    expect(here.alias).toMatchObject({ version: '56', weights: {} });
    expect(await rollBackLambdaAlias.undo(here.context, params, preState, postState)).toMatchObject({
      outcome: 'undone',
    });
    expect(here.alias).toMatchObject({ version: '57', weights: {} });
  });

  it('has no second effect, although Lambda splits the traffic meanwhile', async () => {
    const here = shop(30);
    const { preState, postState } = await rolledBack(here);
    const moves = here.alias.history.length;
    expect(await rollBackLambdaAlias.execute(here.context, params, preState)).toMatchObject({
      outcome: 'done',
      postState,
    });
    expect(here.alias.history).toHaveLength(moves);
  });

  it('has settled once all requests reach the version, and not while something moves it on', async () => {
    const here = shop(30);
    const { preState, postState } = await rolledBack(here);
    const settled = async () =>
      (await rollBackLambdaAlias.observe?.(here.context, params, preState, postState))?.settled;
    expect(await settled()).toBe(false);
    here.pass(2);
    expect(await settled()).toBe(true);
    moveAlias(here.alias, '57', now.getTime());
    expect(await settled()).toBe(false);
  });

  it('refuses when it is being moved there already', async () => {
    const here = shop(1);
    moveAlias(here.alias, '56', now.getTime());
    expect(await rollBackLambdaAlias.preflight(here.context, params)).toMatchObject({ ok: false });
  });
});
