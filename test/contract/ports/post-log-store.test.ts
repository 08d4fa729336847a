import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createDynamodbPostLogStore } from '../../../lambdas/adapters/aws/dynamodb/dynamodb-post-log-store.ts';
import { WriteConflictError } from '../../../lambdas/domain/errors.ts';
import type { PostLog } from '../../../lambdas/domain/reporting/updates/post-log.ts';
import type { PostLogStore } from '../../../lambdas/ports/stores/post-log-store.ts';
import { createInMemoryPostLogStore } from '../../../local/rehearsal/memory/stores/in-memory-post-log-store.ts';
import { type DynamodbServer, startDynamodbServer } from '../../support/servers/dynamodb-server.ts';

let server: DynamodbServer;
beforeAll(async () => {
  server = await startDynamodbServer();
});
afterAll(async () => {
  await server.stop();
});

function log(incidentId: string, place: string, version: number): PostLog {
  return { incidentId, place, done: ['incident.opened'], attempt: null, memory: { thread: '1.0' }, version };
}

describe.each([
  { name: 'in memory', create: async () => createInMemoryPostLogStore() },
  { name: 'on DynamoDB', create: async () => createDynamodbPostLogStore(await server.newTable()) },
])('the store of post logs $name', ({ create }) => {
  let store: PostLogStore;
  beforeEach(async () => {
    store = await create();
  });

  it('keeps one for each place and incident', async () => {
    expect(await store.readPostLogs('inc_1')).toEqual([]);
    await store.savePostLog(log('inc_1', 'ops-chat', 1));
    await store.savePostLog(log('inc_1', 'on-call', 1));
    await store.savePostLog(log('inc_2', 'ops-chat', 1));
    await store.savePostLog(log('inc_1', 'ops-chat', 2));
    const logs = await store.readPostLogs('inc_1');
    expect(logs.toSorted((a, b) => a.place.localeCompare(b.place))).toEqual([
      log('inc_1', 'on-call', 1),
      log('inc_1', 'ops-chat', 2),
    ]);
  });

  it('writes only over what was read', async () => {
    await store.savePostLog(log('inc_1', 'ops-chat', 1));
    await expect(store.savePostLog(log('inc_1', 'ops-chat', 1))).rejects.toBeInstanceOf(WriteConflictError);
    await expect(store.savePostLog(log('inc_1', 'ops-chat', 3))).rejects.toBeInstanceOf(WriteConflictError);
  });
});
