import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createDynamodbUpdateClaimStore } from '../../../lambdas/adapters/aws/dynamodb/dynamodb-update-claim-store.ts';
import { WriteConflictError } from '../../../lambdas/domain/errors.ts';
import type { UpdateClaim } from '../../../lambdas/domain/reporting/status-updates/update-claim.ts';
import type { UpdateClaimStore } from '../../../lambdas/ports/stores/update-claim-store.ts';
import { createInMemoryUpdateClaimStore } from '../../../local/rehearsal/memory/stores/in-memory-update-claim-store.ts';
import { type DynamodbServer, startDynamodbServer } from '../../support/servers/dynamodb-server.ts';

let server: DynamodbServer;
beforeAll(async () => {
  server = await startDynamodbServer();
});
afterAll(async () => {
  await server.stop();
});

function claim(incidentId: string, version: number): UpdateClaim {
  const reached = { entry: 'status-update.written:2026-11-23T02:17:11.000Z', people: ['ana'] };
  return { incidentId, busyUntil: '2026-11-23T02:18:41.000Z', reached, version };
}

describe.each([
  { name: 'in memory', create: async () => createInMemoryUpdateClaimStore() },
  { name: 'on DynamoDB', create: async () => createDynamodbUpdateClaimStore(await server.newTable()) },
])('the store of update claims $name', ({ create }) => {
  let store: UpdateClaimStore;
  beforeEach(async () => {
    store = await create();
  });

  it('keeps the newest of each incident', async () => {
    expect(await store.readUpdateClaim('inc_1')).toBeNull();
    await store.saveUpdateClaim(claim('inc_1', 1));
    await store.saveUpdateClaim(claim('inc_2', 1));
    await store.saveUpdateClaim(claim('inc_1', 2));
    expect(await store.readUpdateClaim('inc_1')).toEqual(claim('inc_1', 2));
  });

  it('gives it to one of those who read the same', async () => {
    await store.saveUpdateClaim(claim('inc_1', 1));
    await expect(store.saveUpdateClaim(claim('inc_1', 1))).rejects.toBeInstanceOf(WriteConflictError);
    await expect(store.saveUpdateClaim(claim('inc_1', 3))).rejects.toBeInstanceOf(WriteConflictError);
  });
});
