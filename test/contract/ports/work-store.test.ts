import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createDynamodbWorkStore } from '../../../lambdas/adapters/aws/dynamodb/dynamodb-work-store.ts';
import type { Work, WorkStore } from '../../../lambdas/ports/stores/work-store.ts';
import { createInMemoryWorkStore } from '../../../local/rehearsal/memory/stores/in-memory-work-store.ts';
import { type DynamodbServer, startDynamodbServer } from '../../support/servers/dynamodb-server.ts';

let server: DynamodbServer;
beforeAll(async () => {
  server = await startDynamodbServer();
});
afterAll(async () => {
  await server.stop();
});

const work: Work = {
  resource: 'dead-letter-queue:orders-dlq',
  incidentId: 'inc_1',
  stepIndex: 1,
  busyUntil: '2026-11-23T02:04:00.000Z',
  progress: { moved: 56, seen: ['a', 'b'] },
  before: null,
  updatedAt: '2026-11-23T02:03:00.000Z',
  version: 1,
};

describe.each([
  { name: 'in memory', create: async () => createInMemoryWorkStore() },
  { name: 'on DynamoDB', create: async () => createDynamodbWorkStore(await server.newTable()) },
])('the work store $name', ({ create }) => {
  let store: WorkStore;
  beforeEach(async () => {
    store = await create();
  });

  it('keeps what was saved last, for each resource', async () => {
    expect(await store.readWork(work.resource)).toBeNull();
    await store.saveWork(work);
    const next = { ...work, progress: { moved: 57 }, busyUntil: null, version: 2 };
    await store.saveWork(next);
    await store.saveWork({ ...work, resource: 'other' });
    expect(await store.readWork(work.resource)).toEqual(next);
    expect(await store.readWork('other')).toEqual({ ...work, resource: 'other' });
  });

  it('lets one of two go on', async () => {
    await store.saveWork(work);
    const results = await Promise.allSettled(
      ['a', 'b'].map((who) => store.saveWork({ ...work, progress: { who }, version: 2 })),
    );
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    await expect(store.saveWork(work)).rejects.toMatchObject({ name: 'WriteConflictError' });
  });
});
