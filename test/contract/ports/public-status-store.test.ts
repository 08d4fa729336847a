import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createDynamodbPublicStatusStore } from '../../../lambdas/adapters/aws/dynamodb/dynamodb-public-status-store.ts';
import { WriteConflictError } from '../../../lambdas/domain/errors.ts';
import type { PublicStatus } from '../../../lambdas/domain/records/public-status/public-status.ts';
import type { PublicStatusStore } from '../../../lambdas/ports/stores/public-status-store.ts';
import { createInMemoryPublicStatusStore } from '../../../local/rehearsal/memory/stores/in-memory-public-status-store.ts';
import { aPublicStatus } from '../../support/builders/public-status/a-public-status.ts';
import { type DynamodbServer, startDynamodbServer } from '../../support/servers/dynamodb-server.ts';

let server: DynamodbServer;
beforeAll(async () => {
  server = await startDynamodbServer();
});
afterAll(async () => {
  await server.stop();
});

const status = (incidentId: string, version: number, overrides: Partial<PublicStatus> = {}) =>
  aPublicStatus({ incidentId, version, ...overrides });

describe.each([
  { name: 'in memory', create: async () => createInMemoryPublicStatusStore() },
  { name: 'on DynamoDB', create: async () => createDynamodbPublicStatusStore(await server.newTable()) },
])('the store of what the public was told $name', ({ create }) => {
  let store: PublicStatusStore;
  beforeEach(async () => {
    store = await create();
  });

  it('keeps the newest of each incident', async () => {
    expect(await store.readPublicStatus('inc_1')).toBeNull();
    await store.savePublicStatus(status('inc_1', 1));
    await store.savePublicStatus(status('inc_2', 1));
    await store.savePublicStatus(status('inc_1', 2, { name: 'Shop' }));
    expect(await store.readPublicStatus('inc_1')).toEqual(status('inc_1', 2, { name: 'Shop' }));
  });

  it('gives way to whoever was faster', async () => {
    await store.savePublicStatus(status('inc_1', 1));
    await expect(store.savePublicStatus(status('inc_1', 1))).rejects.toBeInstanceOf(WriteConflictError);
    await expect(store.savePublicStatus(status('inc_1', 3))).rejects.toBeInstanceOf(WriteConflictError);
  });

  it('lists those that are in work, until they are not', async () => {
    await store.savePublicStatus(status('inc_1', 1));
    await store.savePublicStatus(status('inc_2', 1));
    await store.savePublicStatus(status('inc_1', 2, { isInWork: false }));
    expect((await store.listPublicStatusesInWork()).map(({ incidentId }) => incidentId)).toEqual(['inc_2']);
  });
});
