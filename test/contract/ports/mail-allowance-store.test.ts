import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createDynamodbMailQuotaStore } from '../../../lambdas/adapters/aws/dynamodb/dynamodb-mail-quota-store.ts';
import { createInMemoryMailQuotaStore } from '../../../lambdas/adapters/memory/in-memory-mail-quota-store.ts';
import { WriteConflictError } from '../../../lambdas/domain/errors.ts';
import type { MailQuota } from '../../../lambdas/domain/reporting/mail/mail-quota.ts';
import type { MailQuotaStore } from '../../../lambdas/ports/mail-quota-store.ts';
import { type DynamodbServer, startDynamodbServer } from '../../support/servers/dynamodb-server.ts';

let server: DynamodbServer;
beforeAll(async () => {
  server = await startDynamodbServer();
});
afterAll(async () => {
  await server.stop();
});

function quota(person: string, version: number): MailQuota {
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
  { name: 'in memory', create: async () => createInMemoryMailQuotaStore() },
  { name: 'on DynamoDB', create: async () => createDynamodbMailQuotaStore(await server.newTable()) },
])('the store of mail mailQuotas $name', ({ create }) => {
  let store: MailQuotaStore;
  beforeEach(async () => {
    store = await create();
  });

  it('keeps one for each person', async () => {
    expect(await store.readQuota('ana')).toBeNull();
    await store.saveQuota(quota('ana', 1));
    await store.saveQuota(quota('ben', 1));
    await store.saveQuota(quota('ana', 2));
    expect(await store.readQuota('ana')).toEqual(quota('ana', 2));
    expect(await store.readQuota('ben')).toEqual(quota('ben', 1));
  });

  it('writes only over what was read', async () => {
    await store.saveQuota(quota('ana', 1));
    await expect(store.saveQuota(quota('ana', 1))).rejects.toBeInstanceOf(WriteConflictError);
    await expect(store.saveQuota(quota('ana', 3))).rejects.toBeInstanceOf(WriteConflictError);
  });
});
