import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { blockAddress as action } from '../../../lambdas/actions/block-address/block-address.ts';
import { setAddresses } from '../../../local/world/services/wafv2/wafv2-state.ts';
import { actionContext } from '../../support/builders/action-context.ts';
import { startTestAccount, type TestAccount } from '../../support/servers/test-account.ts';
import { bench, now, params, setIn } from './bench.ts';

let world: TestAccount;
beforeEach(async () => {
  world = await startTestAccount({ scenario: bench.scenario, nowMs: now.getTime() });
});
afterEach(() => world.stop());

describe('a set that others use, too', () => {
  it('keeps what they put in meanwhile, when the address is put in and when it is taken out', async () => {
    const context = actionContext(world.aws, now);
    const set = setIn(world.account);
    const add = (address: string) => setAddresses(set, [...set.addresses, address], now.getTime());
    const preflight = await action.preflight(context, params);
    if (!preflight.ok) throw new Error(preflight.reason);
    add('203.0.113.0/28');
    const execution = await action.execute(context, params, preflight.preState);
    if (execution.outcome !== 'done') throw new Error(execution.text);
    add('203.0.113.64/26');
    expect(set.addresses).toContain('203.0.113.77/32');
    expect(await action.undo(context, params, preflight.preState, execution.postState)).toMatchObject({
      outcome: 'undone',
    });
    expect(set.addresses).toEqual(['203.0.113.5/32', '198.18.0.0/15', '203.0.113.0/28', '203.0.113.64/26']);
  });

  it('is not blocked by a plan whose list of networks would allow it, but whose address is private', async () => {
    const preflight = await action.preflight(actionContext(world.aws, now), {
      ...params,
      address: '10.0.0.1',
    });
    expect(preflight).toMatchObject({ ok: false });
    expect(world.calls).toEqual([]);
  });
});
