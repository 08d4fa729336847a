import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { redriveExecution as action } from '../../../lambdas/actions/redrive-execution/redrive-execution.ts';
import { failExecutions } from '../../../local/world/services/step-functions/step-functions-state.ts';
import { actionContext } from '../../support/builders/action-context.ts';
import { startTestAccount, type TestAccount } from '../../support/servers/test-account.ts';
import { bench, machineIn, now, params } from './bench.ts';

let world: TestAccount;
beforeEach(async () => {
  world = await startTestAccount({ scenario: bench.scenario, nowMs: now.getTime() });
  failExecutions(machineIn(world.account), 7, 300, now.getTime() - 360_000);
});
afterEach(() => world.stop());

const context = () => actionContext(world.aws, now);
const counts = () => machineIn(world.account).failed.map(({ redriveCount }) => redriveCount);

async function preStateFor(mostExecutions: number) {
  const preflight = await action.preflight(context(), { ...params, mostExecutions });
  if (!preflight.ok) throw new Error(preflight.reason);
  return preflight.preState;
}

describe('many failed executions', () => {
  it('are redriven oldest first, at most so many, and the others are told', async () => {
    world.account.mostPerPage = 3;
    const execution = await action.execute(context(), params, await preStateFor(5));
    expect(counts()).toEqual([1, 1, 1, 1, 1, 0, 0]);
    expect(execution).toMatchObject({ outcome: 'done', text: expect.stringContaining('2 failed ones') });
  });

  it('are left alone where they were redriven or ended otherwise, and no other is redriven twice', async () => {
    const preState = await preStateFor(50);
    machineIn(world.account).failed.splice(0, 2);
    world.inject({ operation: 'states:RedriveExecution', fault: 'lost' });
    expect(await action.execute(context(), params, preState)).toMatchObject({
      outcome: 'done',
      text: expect.stringContaining('2 failed ones'),
    });
    expect(await action.execute(context(), params, preState)).toMatchObject({ outcome: 'done' });
    expect(counts()).toEqual([1, 1, 1, 1, 1]);
  });

  it('are unknown when Step Functions does not answer for one of them, and the others are done', async () => {
    const preState = await preStateFor(50);
    world.inject({ operation: 'states:RedriveExecution', fault: 'failing', times: 2 });
    expect(await action.execute(context(), params, preState)).toMatchObject({ outcome: 'unknown' });
    expect(counts()).toEqual([0, 1, 1, 1, 1, 1, 1]);
  });
});
