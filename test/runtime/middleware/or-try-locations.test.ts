import { describe, expect, it } from '@jest/globals';
import { orTryLocations } from '../../../lambdas/runtime/middleware/or-try-locations.ts';
import { memoryDirectory } from '../../../local/rehearsal/memory/memory-directory.ts';
import { Account } from '../../../local/world/account.ts';
import { answerOfAccount } from '../../../local/world/answer-of-account.ts';
import { createInProcessAws } from '../../../local/world/in-process-aws.ts';
import { loadScenario } from '../../../local/world/scenario/scenario.ts';
import { aService } from '../../support/builders/builders.ts';
import { anInvocation } from '../../support/builders/invocation.ts';
import { payments } from '../../support/builders/policy/locations.ts';

const scenario = loadScenario('bad-deploy-in-another-account');
const bookkeeping = scenario.location ?? payments;
const now = Date.UTC(2026, 10, 23);

function bench(location = bookkeeping) {
  const account = Account.open(scenario, memoryDirectory(), now);
  const aws = createInProcessAws(answerOfAccount(account, () => now));
  const policy = { services: [aService({ location })] };
  const task = orTryLocations({ run: async () => 'ran' }, () => ({ aws, policy }));
  return (event: unknown) => task.run(() => ({}), event, anInvocation());
}

describe('a function that is told to try its roles', () => {
  const event = { operation: 'try-locations', locations: ['bookkeeping'] };

  it('takes them and does nothing else', async () => {
    expect(await bench()(event)).toEqual([{ location: 'bookkeeping', why: null }]);
  });

  it('says which it may not take, and which it does not know', async () => {
    const strange = { ...bookkeeping, externalId: 'another-one' };
    expect(await bench(strange)({ ...event, locations: ['bookkeeping', 'gone'] })).toEqual([
      { location: 'bookkeeping', why: expect.stringContaining('bookkeeping') },
      { location: 'gone', why: expect.any(String) },
    ]);
  });

  it('does its own task for every other event', async () => {
    for (const other of [{}, null, { operation: 'take' }]) expect(await bench()(other)).toBe('ran');
  });
});
