import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createDynamodbLeaseStore } from '../../../lambdas/adapters/aws/dynamodb/dynamodb-lease-store.ts';
import { leaseKey } from '../../../lambdas/adapters/aws/dynamodb/item-keys.ts';
import { mostStarts } from '../../../lambdas/domain/records/guardrails/step-starts.ts';
import type { LeaseStore } from '../../../lambdas/ports/stores/lease-store.ts';
import { createInMemoryLeaseStore } from '../../../local/rehearsal/memory/stores/in-memory-lease-store.ts';
import { type DynamodbServer, startDynamodbServer } from '../../support/servers/dynamodb-server.ts';

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
    const results = await Promise.all(
      holders.map((holder) => store.acquireLease('alias', holder, at(0), 60)),
    );
    const winner = holders.filter((_, n) => results[n]?.acquired);
    expect(winner).toHaveLength(1);
    expect(results.filter(({ acquired }) => !acquired)).toEqual(
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

  const start = (n: number) => ({
    incidentId: `inc_${n}`,
    index: n,
    service: 'checkout',
    action: 'roll-back',
    at: at(n).toISOString(),
  });

  it('remembers who took it to execute a step, also when it was given back', async () => {
    expect((await store.readLease('alias')).started).toEqual({ starts: [], unknownUntil: null });
    await store.acquireLease('alias', 'inc_1', at(1), 10, start(1));
    await store.releaseLease('alias', 'inc_1');
    await store.acquireLease('alias', 'inc_2', at(2), 10, start(2));
    await store.acquireLease('alias', 'inc_2', at(3), 10);
    expect((await store.readLease('alias')).started).toEqual({
      starts: [start(2), start(1)],
      unknownUntil: null,
    });
    expect((await store.readLease('flag')).started).toEqual({ starts: [], unknownUntil: null });
  });

  it('remembers nobody who was refused', async () => {
    await store.acquireLease('alias', 'inc_1', at(1), 10, start(1));
    await store.acquireLease('alias', 'inc_2', at(2), 10, start(2));
    expect((await store.readLease('alias')).started.starts).toEqual([start(1)]);
  });

  it('remembers a step once, as of its last start', async () => {
    await store.acquireLease('alias', 'inc_1', at(1), 10, start(1));
    const again = { ...start(1), at: at(9).toISOString() };
    await store.acquireLease('alias', 'inc_1', at(9), 10, again);
    expect((await store.readLease('alias')).started.starts).toEqual([again]);
  });

  it('tells until when it forgot any', async () => {
    for (let n = 1; n <= mostStarts + 2; n += 1) {
      await store.acquireLease('alias', `inc_${n}`, at(n), 1, start(n));
    }
    const { starts, unknownUntil } = (await store.readLease('alias')).started;
    expect(starts.map(({ index }) => index)).toEqual(
      Array.from({ length: mostStarts }, (_, n) => mostStarts + 2 - n),
    );
    expect(unknownUntil).toBe(at(2).toISOString());
  });
});

describe('a lease that an earlier version took', () => {
  const expiresAt = '2026-11-23T02:20:00.000Z';
  const now = new Date('2026-11-23T02:30:00.000Z');

  it('may have been taken for a step as long as it was held, also after it is taken again', async () => {
    const table = await server.newEarlierTable();
    const data = { holder: null, expiresAt, fencingToken: 7, version: 3 };
    await table.put({ ...leaseKey('alias'), data, attributes: { version: 3 } });
    const store = createDynamodbLeaseStore(table);
    expect((await store.readLease('alias')).started).toEqual({ starts: [], unknownUntil: expiresAt });
    const start = { incidentId: 'inc_1', index: 0, service: 'checkout', action: 'a', at: now.toISOString() };
    expect(await store.acquireLease('alias', 'inc_1', now, 60, start)).toEqual({
      acquired: true,
      fencingToken: 8,
    });
    expect((await store.readLease('alias')).started).toEqual({ starts: [start], unknownUntil: expiresAt });
  });

  it('stays unknown as long, however many steps are started under it', async () => {
    const table = await server.newEarlierTable();
    const data = { holder: 'inc_1', expiresAt, fencingToken: 7, version: 3 };
    await table.put({ ...leaseKey('alias'), data, attributes: { version: 3 } });
    const store = createDynamodbLeaseStore(table);
    const held = new Date('2026-11-23T02:10:00.000Z');
    for (let index = 0; index <= mostStarts; index += 1) {
      const start = { incidentId: 'inc_1', index, service: 'checkout', action: 'a', at: held.toISOString() };
      await store.acquireLease('alias', 'inc_1', held, 60, start);
    }
    expect((await store.readLease('alias')).started.unknownUntil).toBe(expiresAt);
  });
});
