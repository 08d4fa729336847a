import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { scaleEcsService } from '../../../lambdas/actions/scale-ecs-service/scale-ecs-service.ts';
import { setDesiredCount } from '../../../local/world/services/ecs/ecs-state.ts';
import { aScenario } from '../../support/builders/account-scenario.ts';
import { actionContext } from '../../support/builders/action-context.ts';
import { startTestAccount, type TestAccount } from '../../support/servers/test-account.ts';
import { bench, ecsServiceIn, now } from './bench.ts';

const params = { cluster: 'shop', service: 'web', factor: 2, mostTasks: 50 };
const scenario = aScenario({
  ecsServices: [{ name: 'web', cluster: 'shop', taskFamily: 'web', desiredCount: 4 }],
});

let world: TestAccount;
beforeEach(async () => {
  world = await startTestAccount({ scenario, nowMs: now.getTime() });
});
afterEach(() => world.stop());

const desired = () => ecsServiceIn(world.account).desired.at(-1)?.count;

async function scaledOut() {
  const context = actionContext(world.aws, now);
  const preflight = await scaleEcsService.preflight(context, params);
  if (!preflight.ok) throw new Error(preflight.reason);
  const execution = await scaleEcsService.execute(context, params, preflight.preState);
  if (execution.outcome !== 'done') throw new Error(execution.text);
  return { context, preState: preflight.preState, postState: execution.postState };
}

describe('an ECS service without a scalable target', () => {
  it('is scaled by its desired count, and back', async () => {
    const { context, preState, postState } = await scaledOut();
    expect(desired()).toBe(8);
    expect(await scaleEcsService.observe?.(context, params, preState, postState)).toEqual({
      settled: false,
      text: '4 of 8 tasks of shop/web are running',
    });
    world.pass(2);
    expect(await scaleEcsService.observe?.(context, params, preState, postState)).toMatchObject({
      settled: true,
    });
    expect(await scaleEcsService.undo(context, params, preState, postState)).toMatchObject({
      outcome: 'undone',
    });
    expect(desired()).toBe(4);
    expect(world.changes()).toEqual(['ecs:UpdateService', 'ecs:UpdateService']);
    for (const { operation } of world.calls) {
      const id = bench.target as { cluster: string; service: string };
      const allowed = scaleEcsService
        .iam([{ kind: 'ecs-service', key: scaleEcsService.target.key(id), id }])
        .flatMap(({ actions }) => actions);
      expect(allowed).toContain(operation);
    }
  });

  it('is left alone when somebody changed the count since', async () => {
    const { context, preState, postState } = await scaledOut();
    setDesiredCount(ecsServiceIn(world.account), 12, now.getTime());
    expect(await scaleEcsService.undo(context, params, preState, postState)).toMatchObject({
      outcome: 'changed-since',
      text: expect.stringContaining('12 tasks'),
    });
    expect(desired()).toBe(12);
  });

  it('never runs more than the most tasks that are ever set', async () => {
    setDesiredCount(ecsServiceIn(world.account), 30, now.getTime());
    await scaledOut();
    expect(desired()).toBe(50);
  });
});
