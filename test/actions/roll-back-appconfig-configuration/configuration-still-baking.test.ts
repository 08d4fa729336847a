import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { rollBackAppconfigConfiguration as action } from '../../../lambdas/actions/roll-back-appconfig-configuration/roll-back-appconfig-configuration.ts';
import { actionContext } from '../../support/builders/action-context.ts';
import { faultResponse } from '../../support/faults/account-faults.ts';
import { startTestAccount, type TestAccount } from '../../support/servers/test-account.ts';
import { bench, deployNext, environmentIn, limits, now, versionIn } from './bench.ts';

const params = { ...limits, fromVersion: '3', toVersion: '2' };
const minuteMs = 60_000;

let world: TestAccount;
beforeEach(async () => {
  world = await startTestAccount({ scenario: bench.scenario, nowMs: now.getTime() });
  for (const daysAgo of [5, 0]) deployNext(world.account, limits, now.getTime() - daysAgo * 1440 * minuteMs);
});
afterEach(() => world.stop());

async function rolledBack() {
  const context = actionContext(world.aws, now);
  const preflight = await action.preflight(context, params);
  if (!preflight.ok) throw new Error(preflight.reason);
  const { preState } = preflight;
  const execute = () => action.execute(context, params, preState);
  const execution = await execute();
  if (execution.outcome !== 'done') throw new Error(execution.text);
  const undo = () => action.undo(context, params, preState, execution.postState);
  return { execute, execution, undo };
}

describe('a configuration whose deployment still bakes', () => {
  it('is rolled back by stopping that deployment, because the environment takes no other', async () => {
    const { execute, execution } = await rolledBack();
    expect(versionIn(world.account)).toBe(2);
    expect(await execute()).toEqual(execution);
    expect(world.changes()).toEqual(['appconfig:StopDeployment']);
  });

  it('is put back, once, by a deployment of its version', async () => {
    const { undo } = await rolledBack();
    for (const _ of ['once', 'again']) expect(await undo()).toMatchObject({ outcome: 'undone' });
    expect(environmentIn(world.account).deployments.at(-1)).toMatchObject({ profile: 'limits', version: 3 });
    expect(world.changes()).toEqual(['appconfig:StopDeployment', 'appconfig:StartDeployment']);
  });

  it('is rolled back by a deployment when it has finished baking before the step is taken', async () => {
    const context = actionContext(world.aws, now);
    const preflight = await action.preflight(context, params);
    if (!preflight.ok) throw new Error(preflight.reason);
    world.pass(11);
    expect(await action.execute(context, params, preflight.preState)).toMatchObject({ outcome: 'done' });
    expect(world.changes()).toEqual(['appconfig:StartDeployment']);
    expect(versionIn(world.account)).toBe(2);
  });

  it('is left to people when stopping it would not bring the wanted version back', async () => {
    const preflight = await action.preflight(actionContext(world.aws, now), { ...params, toVersion: '1' });
    expect(preflight).toEqual({ ok: false, reason: expect.stringContaining('version 1') });
  });

  it('is not deployed when the version was deleted meanwhile', async () => {
    world.pass(11);
    const context = actionContext(world.aws, now);
    const preflight = await action.preflight(context, params);
    if (!preflight.ok) throw new Error(preflight.reason);
    world.inject({
      operation: 'appconfig:StartDeployment',
      fault: faultResponse(400, 'BadRequestException', 'application/json'),
    });
    expect(await action.execute(context, params, preflight.preState)).toMatchObject({ outcome: 'stale' });
    expect(versionIn(world.account)).toBe(3);
  });
});
