import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { switchTableToOnDemand } from '../../../lambdas/actions/switch-table-to-on-demand/switch-table-to-on-demand.ts';
import { changeCapacity, wantedCapacity } from '../../../local/world/services/dynamodb/table-state.ts';
import { actionContext } from '../../support/builders/action-context.ts';
import { startTestAccount, type TestAccount } from '../../support/servers/test-account.ts';
import { bench, now, tableIn } from './bench.ts';

const params = { table: 'holds' };

let world: TestAccount;
beforeEach(async () => {
  world = await startTestAccount({ scenario: bench.scenario, nowMs: now.getTime() });
});
afterEach(() => world.stop());

const context = () => actionContext(world.aws, now);

async function switched() {
  const preflight = await switchTableToOnDemand.preflight(context(), params);
  if (!preflight.ok) throw new Error(preflight.reason);
  const { preState } = preflight;
  return { preState, execution: await switchTableToOnDemand.execute(context(), params, preState) };
}

it('is refused with the reason when the table was switched four times in a day', async () => {
  for (let time = 1; time <= 8; time += 1) {
    const provisioned = time % 2 === 1 ? null : { read: 80, write: 20 };
    changeCapacity(tableIn(world.account), provisioned, now.getTime() - (9 - time) * 3_600_000);
  }
  const { execution } = await switched();
  expect(execution).toMatchObject({ outcome: 'stale', text: expect.stringContaining('four switches') });
  expect(wantedCapacity(tableIn(world.account), Number.POSITIVE_INFINITY)).toEqual({ read: 80, write: 20 });
});

it('is not taken back while DynamoDB is still switching, and says so', async () => {
  const { preState, execution } = await switched();
  if (execution.outcome !== 'done') throw new Error(execution.text);
  expect(await switchTableToOnDemand.undo(context(), params, preState, execution.postState)).toMatchObject({
    outcome: 'changed-since',
    text: expect.stringContaining('still being changed'),
  });
  expect(world.changes()).toHaveLength(1);
});
