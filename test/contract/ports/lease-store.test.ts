import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createDynamodbLeaseStore } from '../../../lambdas/adapters/aws/dynamodb-lease-store.ts';
import { createInMemoryLeaseStore } from '../../../lambdas/adapters/memory/in-memory-lease-store.ts';
import type { LeaseStore } from '../../../lambdas/ports/lease-store.ts';
import { type DynamodbServer, startDynamodbServer } from '../../support/dynamodb-server.ts';

let server: DynamodbServer;
beforeAll(async () => {
  server = await startDynamodbServer();
});
afterAll(async () => {
  await server.stop();
});

describe.each([
  { name: 'in memory', create: async () => createInMemoryLeaseStore() },
  { name: 'on DynamoDB', create: async () => createDynamodbLeaseStore(await server.newTable()) },
])('the lease store $name', ({ create }) => {
  const at = (seconds: number) => new Date(Date.UTC(2026, 10, 23, 2, 4, seconds));
  let store: LeaseStore;
  beforeEach(async () => {
    store = await create();
  });

  it('gives a free resource to one of many, and names the holder to the others', async () => {
    const holders = Array.from({ length: 20 }, (_, n) => `inc_${n}`);
    const answers = await Promise.all(
      holders.map((holder) => store.acquireLease('alias', holder, at(0), 60)),
    );
    const winner = holders.filter((_, n) => answers[n]?.acquired);
    expect(winner).toHaveLength(1);
    expect(answers.filter(({ acquired }) => !acquired)).toEqual(
      Array.from({ length: 19 }, () => ({ acquired: false, holder: winner[0] })),
    );
  });

  it('extends its own with the same fencing token', async () => {
    expect(await store.acquireLease('alias', 'a', at(0), 10)).toEqual({ acquired: true, fencingToken: 1 });
    expect(await store.acquireLease('alias', 'a', at(5), 10)).toEqual({ acquired: true, fencingToken: 1 });
    expect(await store.acquireLease('alias', 'b', at(14), 10)).toEqual({ acquired: false, holder: 'a' });
  });

  it('passes on what has run out or was given back, with a greater token', async () => {
    await store.acquireLease('alias', 'a', at(0), 10);
    expect(await store.acquireLease('alias', 'b', at(10), 10)).toEqual({ acquired: true, fencingToken: 2 });
    await store.releaseLease('alias', 'b');
    expect(await store.acquireLease('alias', 'c', at(11), 10)).toEqual({ acquired: true, fencingToken: 3 });
  });

  it('lets nobody give back the lease of another', async () => {
    await store.releaseLease('alias', 'a');
    await store.acquireLease('alias', 'a', at(0), 10);
    await store.releaseLease('alias', 'b');
    expect(await store.acquireLease('alias', 'b', at(1), 10)).toEqual({ acquired: false, holder: 'a' });
  });

  it('keeps resources apart', async () => {
    await store.acquireLease('alias', 'a', at(0), 10);
    expect(await store.acquireLease('flag', 'b', at(0), 10)).toEqual({ acquired: true, fencingToken: 1 });
  });
});
