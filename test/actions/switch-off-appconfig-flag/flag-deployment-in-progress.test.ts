import { describe, expect, it } from '@jest/globals';
import { switchOffAppconfigFlag } from '../../../lambdas/actions/switch-off-appconfig-flag/switch-off-appconfig-flag.ts';
import { createInMemoryAwsCaller } from '../../../local/rehearsal/memory/in-memory-aws-caller.ts';
import { createFaults, everyFaultPoint, type Faults } from '../../support/faults/faults.ts';
import { createSimulatedAccount } from '../../support/servers/simulated-account.ts';

const now = new Date('2026-03-01T02:04:02.000Z');
const params = { application: 'shop1', environment: 'prod1', profile: 'flags', flag: 'new-pricing' };

/** The deployment that switched the flag on is still baking. */
function world(faults: Faults = createFaults(null)) {
  const account = createSimulatedAccount();
  const switchedOn = account.deployments[2];
  if (switchedOn === undefined) throw new Error('no deployment');
  switchedOn.state = 'BAKING';
  const aws = createInMemoryAwsCaller(({ method, path, headers = {}, body }) =>
    account.answer({ method, path, headers, body: String(body ?? '') }),
  );
  return { account, switchedOn, sound: { aws, now }, context: { aws: faults.wrap('aws', aws), now } };
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
    expect(here.switchedOn.state).toBe('ROLLED_BACK');
    if (execution.outcome !== 'done') throw new Error(execution.text);
    const undo = () => switchOffAppconfigFlag.undo(here.context, params, preState, execution.postState);
    expect(await undo()).toMatchObject({ outcome: 'undone' });
    expect(here.account.deployments.at(-1)).toMatchObject({ profile: 'flags', version: '2' });
    expect(await undo()).toMatchObject({ outcome: 'undone' });
    expect(here.account.changes).toHaveLength(2);
  });

  it('goes off by a deployment when it has finished baking meanwhile', async () => {
    const here = world();
    const preState = await preStateIn(here);
    here.switchedOn.state = 'COMPLETE';
    expect(await switchOffAppconfigFlag.execute(here.context, params, preState)).toMatchObject({
      outcome: 'done',
    });
    expect(here.account.deployments).toHaveLength(4);
    expect(here.switchedOn.state).toBe('COMPLETE');
  });

  it('is left to people when stopping would change another flag too', async () => {
    const here = world();
    here.account.configurations[0] = here.account.configurations[0]?.replace('red', 'blue') ?? '';
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
      expect(here.account.changes).toHaveLength(1);
    }
  });
});
