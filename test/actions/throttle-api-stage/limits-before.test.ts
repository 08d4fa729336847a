import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { throttleApiStage as action } from '../../../lambdas/actions/throttle-api-stage/throttle-api-stage.ts';
import { setSettings } from '../../../local/world/services/api-gateway/api-gateway-state.ts';
import { actionContext } from '../../support/builders/action-context.ts';
import { startTestAccount, type TestAccount } from '../../support/servers/test-account.ts';
import { bench, limits, now, params, stageIn } from './bench.ts';

let world: TestAccount;
beforeEach(async () => {
  world = await startTestAccount({ scenario: bench.scenario, nowMs: now.getTime() });
});
afterEach(() => world.stop());

describe('a stage that had settings before', () => {
  it.each([
    ['limits of its own', limits(100, 200)],
    ['a log and no limits', { ...limits(-1, -1), loggingLevel: 'INFO' }],
  ])('gets them back when it had %s', async (_, before) => {
    setSettings(stageIn(world.account), before, now.getTime());
    const context = actionContext(world.aws, now);
    const preflight = await action.preflight(context, params);
    if (!preflight.ok) throw new Error(preflight.reason);
    const execution = await action.execute(context, params, preflight.preState);
    if (execution.outcome !== 'done') throw new Error(execution.text);
    const throttled = { ...before, throttlingRateLimit: 12, throttlingBurstLimit: 24 };
    expect(stageIn(world.account).settings).toEqual(throttled);
    await action.undo(context, params, preflight.preState, execution.postState);
    expect(stageIn(world.account).settings).toEqual(before);
  });
});
