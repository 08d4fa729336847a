import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createDynamodbNotificationQuotaStore } from '../../../lambdas/adapters/aws/dynamodb/dynamodb-notification-quota-store.ts';
import { WriteConflictError } from '../../../lambdas/domain/errors.ts';
import type { NotificationQuota } from '../../../lambdas/domain/reporting/notifications/notification-quota.ts';
import type { NotificationQuotaStore } from '../../../lambdas/ports/stores/notification-quota-store.ts';
import { createInMemoryNotificationQuotaStore } from '../../../local/rehearsal/memory/stores/in-memory-notification-quota-store.ts';
import { type DynamodbServer, startDynamodbServer } from '../../support/servers/dynamodb-server.ts';

let server: DynamodbServer;
beforeAll(async () => {
  server = await startDynamodbServer();
});
afterAll(async () => {
  await server.stop();
});

function quota(person: string, version: number): NotificationQuota {
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
  { name: 'in memory', create: async () => createInMemoryNotificationQuotaStore() },
  { name: 'on DynamoDB', create: async () => createDynamodbNotificationQuotaStore(await server.newTable()) },
])('the store of notification quotas $name', ({ create }) => {
  let store: NotificationQuotaStore;
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
