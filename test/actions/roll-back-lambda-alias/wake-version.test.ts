import { describe, expect, it } from '@jest/globals';
import { rollBackLambdaAlias } from '../../../lambdas/actions/roll-back-lambda-alias/roll-back-lambda-alias.ts';
import { wakeVersion } from '../../../lambdas/actions/roll-back-lambda-alias/wake-version.ts';
import { lambda } from '../../../local/world/services/lambda/lambda.ts';
import { findFunction } from '../../../local/world/services/lambda/lambda-state.ts';
import { actionContext } from '../../support/builders/action-context.ts';
import { shopNow as now, shopAlias, shopInProcess } from '../../support/worlds/shop-account.ts';

const params = { functionName: 'checkout', alias: 'live', toVersion: '56', fromVersion: '57' };

function shopWith(state: string) {
  const { account, aws } = shopInProcess();
  const version = findFunction(account.stateOf(lambda), 'checkout')?.versions.find(
    (one) => one.version === '56',
  );
  if (version === undefined) throw new Error('The shop has no version 56');
  version.state = state;
  return { account, aws, version };
}

describe('an earlier version that Lambda has put to sleep', () => {
  it('is woken before it is made live', async () => {
    const { account, aws, version } = shopWith('Inactive');
    const preflight = await rollBackLambdaAlias.preflight(actionContext(aws, now), params);
    if (!preflight.ok) throw new Error(preflight.reason);
    expect(version.state).toBe('Inactive');
    const execution = await rollBackLambdaAlias.execute(actionContext(aws, now), params, preflight.preState);
    expect(execution.outcome).toBe('done');
    expect(version.state).toBe('Active');
    expect(shopAlias(account).version).toBe('56');
  });

  it('is given up when it does not wake up, and nothing is changed', async () => {
    const { account, aws, version } = shopWith('Inactive');
    const preflight = await rollBackLambdaAlias.preflight(actionContext(aws, now), params);
    if (!preflight.ok) throw new Error(preflight.reason);
    version.state = 'Failed';
    const execution = await rollBackLambdaAlias.execute(actionContext(aws, now), params, preflight.preState);
    expect(execution.outcome).toBe('stale');
    expect(shopAlias(account).version).toBe('57');
  });

  it('is waited for, but not for ever', async () => {
    const { aws } = shopWith('Pending');
    let waited = 0;
    const state = await wakeVersion(aws, 'checkout', '56', async (seconds) => {
      waited += seconds;
    });
    expect(state).toBe('Pending');
    expect(waited).toBeGreaterThan(20);
    expect(waited).toBeLessThan(45);
  });
});
