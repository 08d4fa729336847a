import { describe, expect, it } from '@jest/globals';
import { switchOffAppconfigFlag } from '../../../lambdas/actions/switch-off-appconfig-flag/switch-off-appconfig-flag.ts';
import { createInMemoryAwsCaller } from '../../../local/rehearsal/memory/in-memory-aws-caller.ts';
import { createSimulatedAccount } from '../../support/servers/simulated-account.ts';

const now = new Date('2026-03-01T02:04:02.000Z');
const params = { application: 'shop1', environment: 'prod1', profile: 'flags', flag: 'new-pricing' };

function world() {
  const account = createSimulatedAccount();
  const aws = createInMemoryAwsCaller(({ method, path, headers = {}, body }) =>
    account.answer({ method, path, headers, body: String(body ?? '') }),
  );
  return { account, context: { aws, now } };
}

describe('undoing a flag', () => {
  it('stops the deployment while it bakes, because the environment takes no other', async () => {
    const { account, context } = world();
    account.deploymentState = 'BAKING';
    const preflight = await switchOffAppconfigFlag.preflight(context, params);
    if (!preflight.ok) throw new Error(preflight.reason);
    const execution = await switchOffAppconfigFlag.execute(context, params, preflight.preState);
    if (execution.outcome !== 'done') throw new Error(execution.text);
    const undoing = await switchOffAppconfigFlag.undo(
      context,
      params,
      preflight.preState,
      execution.postState,
    );
    expect(undoing.outcome).toBe('undone');
    expect(account.deployments.at(-1)?.state).toBe('ROLLED_BACK');
    expect(account.deployments).toHaveLength(4);
  });

  it('goes on when another profile was deployed in between', async () => {
    const { account, context } = world();
    const preflight = await switchOffAppconfigFlag.preflight(context, params);
    if (!preflight.ok) throw new Error(preflight.reason);
    const execution = await switchOffAppconfigFlag.execute(context, params, preflight.preState);
    if (execution.outcome !== 'done') throw new Error(execution.text);
    account.deployments.push({ profile: 'other', version: '10', state: 'COMPLETE' });
    const undoing = await switchOffAppconfigFlag.undo(
      context,
      params,
      preflight.preState,
      execution.postState,
    );
    expect(undoing.outcome).toBe('undone');
    expect(account.deployments.at(-1)).toEqual({ profile: 'flags', version: '2', state: 'COMPLETE' });
  });
});
