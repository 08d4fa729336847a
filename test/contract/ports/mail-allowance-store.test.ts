import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createDynamodbMailAllowanceStore } from '../../../lambdas/adapters/aws/dynamodb-mail-allowance-store.ts';
import { createInMemoryMailAllowanceStore } from '../../../lambdas/adapters/memory/in-memory-mail-allowance-store.ts';
import { WriteConflictError } from '../../../lambdas/domain/errors.ts';
import type { MailAllowance } from '../../../lambdas/domain/mail/mail-allowance.ts';
import type { MailAllowanceStore } from '../../../lambdas/ports/mail-allowance-store.ts';
import { type DynamodbServer, startDynamodbServer } from '../../support/dynamodb-server.ts';

let server: DynamodbServer;
beforeAll(async () => {
  server = await startDynamodbServer();
});
afterAll(async () => {
  await server.stop();
});

function allowance(person: string, version: number): MailAllowance {
  const at = '2026-11-23T02:04:00.000Z';
  return {
    person,
    since: at,
    sent: 3,
    held: [{ incidentId: 'inc_1', reason: 'no step applies', at }],
    heldCount: 1,
    version,
  };
}

describe.each([
  { name: 'in memory', create: async () => createInMemoryMailAllowanceStore() },
  { name: 'on DynamoDB', create: async () => createDynamodbMailAllowanceStore(await server.newTable()) },
])('the store of mail allowances $name', ({ create }) => {
  let store: MailAllowanceStore;
  beforeEach(async () => {
    store = await create();
  });

  it('keeps one for each person', async () => {
    expect(await store.readAllowance('ana')).toBeNull();
    await store.saveAllowance(allowance('ana', 1));
    await store.saveAllowance(allowance('ben', 1));
    await store.saveAllowance(allowance('ana', 2));
    expect(await store.readAllowance('ana')).toEqual(allowance('ana', 2));
    expect(await store.readAllowance('ben')).toEqual(allowance('ben', 1));
  });

  it('writes only over what was read', async () => {
    await store.saveAllowance(allowance('ana', 1));
    await expect(store.saveAllowance(allowance('ana', 1))).rejects.toBeInstanceOf(WriteConflictError);
    await expect(store.saveAllowance(allowance('ana', 3))).rejects.toBeInstanceOf(WriteConflictError);
  });
});
