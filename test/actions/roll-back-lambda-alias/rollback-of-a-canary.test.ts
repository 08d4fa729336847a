import { describe, expect, it } from '@jest/globals';
import { rollBackLambdaAlias } from '../../../lambdas/actions/roll-back-lambda-alias/roll-back-lambda-alias.ts';
import { moveAlias } from '../../../local/world/services/lambda/lambda-state.ts';
import { actionContext } from '../../support/builders/action-context.ts';
import { shopNow as now, shopAlias, shopInProcess } from '../../support/worlds/shop-account.ts';

const params = { functionName: 'checkout', alias: 'live', toVersion: '56', fromVersion: '57' };

describe('rolling back a canary', () => {
  it('takes all traffic off the suspect version, and puts its share back when undone', async () => {
    const { account, aws } = shopInProcess();
    const alias = shopAlias(account);
    moveAlias(alias, '56', now.getTime(), { '57': 0.1 });
    const preflight = await rollBackLambdaAlias.preflight(actionContext(aws, now), params);
    if (!preflight.ok) throw new Error(preflight.reason);
    const execution = await rollBackLambdaAlias.execute(actionContext(aws, now), params, preflight.preState);
    expect(alias).toMatchObject({ version: '56', weights: {} });
    if (execution.outcome !== 'done') throw new Error(execution.text);
    await rollBackLambdaAlias.undo(actionContext(aws, now), params, preflight.preState, execution.postState);
    expect(alias).toMatchObject({ version: '56', weights: { '57': 0.1 } });
  });
});
