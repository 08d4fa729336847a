import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { raiseLambdaConcurrency } from '../../../lambdas/actions/raise-lambda-concurrency/raise-lambda-concurrency.ts';
import type { Account } from '../../../local/world/account.ts';
import { countAt, setProvisioned } from '../../../local/world/services/lambda/concurrency-state.ts';
import { moveAlias } from '../../../local/world/services/lambda/lambda-state.ts';
import { aScenario } from '../../support/builders/account-scenario.ts';
import { actionContext } from '../../support/builders/action-context.ts';
import { startTestAccount, type TestAccount } from '../../support/servers/test-account.ts';
import { functionIn, now } from './bench.ts';

const params = { functionName: 'quotes', alias: 'live', factor: 2, most: 1000 };
const versions = [
  { version: '1', minutesAgo: 90 },
  { version: '2', minutesAgo: 60 },
];

let world: TestAccount;
beforeEach(async () => {
  world = await startTestAccount({
    scenario: aScenario({ functions: [{ name: 'quotes', live: '2', versions, provisionedConcurrency: 20 }] }),
    nowMs: now.getTime(),
  });
});
afterEach(() => world.stop());

function aliasIn(account: Account) {
  const [alias] = functionIn(account).aliases;
  if (alias === undefined) throw new Error('The function has no alias');
  return alias;
}

describe('a function that nothing is reserved for', () => {
  it('gets more instances that its alias keeps warm, and back', async () => {
    const context = actionContext(world.aws, now);
    const preflight = await raiseLambdaConcurrency.preflight(context, params);
    if (!preflight.ok) throw new Error(preflight.reason);
    const { preState } = preflight;
    const execution = await raiseLambdaConcurrency.execute(context, params, preState);
    if (execution.outcome !== 'done') throw new Error(execution.text);
    const look = () => raiseLambdaConcurrency.observe?.(context, params, preState, execution.postState);
    expect(await look()).toEqual({
      settled: false,
      text: '20 of 40 instances of quotes (alias live) are ready',
    });
    world.pass(2);
    expect(await look()).toMatchObject({ settled: true });
    expect(await raiseLambdaConcurrency.undo(context, params, preState, execution.postState)).toMatchObject({
      outcome: 'undone',
    });
    expect(countAt(aliasIn(world.account).provisioned, Number.POSITIVE_INFINITY)).toBe(20);
    const puts = ['lambda:PutProvisionedConcurrencyConfig', 'lambda:PutProvisionedConcurrencyConfig'];
    expect(world.changes()).toEqual(puts);
  });

  it.each<readonly [string, (account: Account) => void, string]>([
    [
      'what it asked for is not ready yet',
      (account) => setProvisioned(aliasIn(account), 30, now.getTime()),
      'IN_PROGRESS',
    ],
    [
      'its alias shares the traffic with another version',
      (account) => moveAlias(aliasIn(account), '2', now.getTime(), { '1': 0.1 }),
      'another version',
    ],
  ])('is left alone while %s', async (_, change, reason) => {
    change(world.account);
    expect(await raiseLambdaConcurrency.preflight(actionContext(world.aws, now), params)).toEqual({
      ok: false,
      reason: expect.stringContaining(reason),
    });
  });
});
