import { afterEach, describe, expect, it } from '@jest/globals';
import { limitConsumer } from '../../../lambdas/actions/limit-consumer/limit-consumer.ts';
import { actionContext } from '../../support/builders/action-context.ts';
import { startTestAccount, type TestAccount } from '../../support/servers/test-account.ts';
import { consumerScenario, mappingIn, now, setMapping, uuid } from '../pause-consumer/bench.ts';

const params = { uuid, functionName: 'books', queue: 'bookings', maximumConcurrency: 2 };
let world: TestAccount;
afterEach(() => world.stop());

async function preflightWith(queue: { readonly depth: number; readonly retentionSeconds?: number }) {
  world = await startTestAccount({ scenario: consumerScenario(queue), nowMs: now.getTime() });
  return await limitConsumer.preflight(actionContext(world.aws, now), params);
}

describe('a consumer', () => {
  it('is not limited when hardly anything waits for it', async () => {
    expect(await preflightWith({ depth: 3 })).toMatchObject({
      ok: false,
      reason: expect.stringContaining('no backlog'),
    });
  });

  it('is not limited when what waits would be thrown away', async () => {
    expect(await preflightWith({ depth: 900, retentionSeconds: 3600 })).toMatchObject({
      ok: false,
      reason: expect.stringContaining('could be lost'),
    });
  });

  it('gets the limit back that it had', async () => {
    world = await startTestAccount({
      scenario: consumerScenario({ depth: 900 }),
      nowMs: now.getTime(),
      seed: (account) => setMapping(account, true, 50),
    });
    world.pass(1);
    const context = actionContext(world.aws, now);
    const preflight = await limitConsumer.preflight(context, params);
    if (!preflight.ok) throw new Error(preflight.reason);
    const { preState } = preflight;
    const execution = await limitConsumer.execute(context, params, preState);
    if (execution.outcome !== 'done') throw new Error(execution.text);
    world.pass(1);
    expect(await limitConsumer.undo(context, params, preState, execution.postState)).toMatchObject({
      outcome: 'undone',
    });
    expect(mappingIn(world.account).settings.map(({ maximumConcurrency }) => maximumConcurrency)).toEqual([
      null,
      50,
      2,
      50,
    ]);
  });
});
