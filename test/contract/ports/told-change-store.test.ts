import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createDynamodbToldChangeStore } from '../../../lambdas/adapters/aws/dynamodb-told-change-store.ts';
import { createInMemoryToldChangeStore } from '../../../lambdas/adapters/memory/in-memory-told-change-store.ts';
import { mostToldChanges, type ToldChangeStore } from '../../../lambdas/ports/told-change-store.ts';
import { type DynamodbServer, startDynamodbServer } from '../../support/dynamodb-server.ts';
import { aToldChange } from '../../support/told-changes.ts';

let server: DynamodbServer;
beforeAll(async () => {
  server = await startDynamodbServer();
});
afterAll(async () => {
  await server.stop();
});

const longAgo = new Date('2026-11-01T00:00:00.000Z');

describe.each([
  { name: 'in memory', create: async () => createInMemoryToldChangeStore() },
  { name: 'on DynamoDB', create: async () => createDynamodbToldChangeStore(await server.newTable()) },
])('the store of told changes $name', ({ create }) => {
  let store: ToldChangeStore;
  beforeEach(async () => {
    store = await create();
  });

  it('gives back what was told, newest first', async () => {
    const first = aToldChange({ at: '2026-11-23T01:00:00.000Z', id: 'run/1' });
    const second = aToldChange({ at: '2026-11-23T02:00:00.000Z', id: 'run/2' });
    await store.record(second);
    await store.record(first);
    expect(await store.list('acme/checkout', longAgo)).toEqual([second, first]);
  });

  it('keeps a message once, however often it is told', async () => {
    await Promise.all(Array.from({ length: 5 }, () => store.record(aToldChange())));
    await store.record(aToldChange({ summary: 'told otherwise later' }));
    expect(await store.list('acme/checkout', longAgo)).toEqual([aToldChange()]);
  });

  it('keeps every state of one change', async () => {
    await store.record(aToldChange({ state: 'began' }));
    await store.record(aToldChange({ state: 'took-effect' }));
    expect(await store.list('acme/checkout', longAgo)).toHaveLength(2);
  });

  it('keeps subjects apart', async () => {
    await store.record(aToldChange());
    expect(await store.list('acme/search', longAgo)).toEqual([]);
    expect(await store.list('acme', longAgo)).toEqual([]);
  });

  it('gives back what every source told at one instant of one change', async () => {
    await store.record(aToldChange());
    await store.record(aToldChange({ source: 'generic' }));
    const sources = (await store.list('acme/checkout', longAgo)).map(({ source }) => source);
    expect(sources.toSorted()).toEqual(['generic', 'github']);
  });

  it('leaves out what is older than asked for, to the millisecond', async () => {
    await store.record(aToldChange());
    const { at } = aToldChange();
    expect(await store.list('acme/checkout', new Date(at))).toHaveLength(1);
    expect(await store.list('acme/checkout', new Date(Date.parse(at) + 1))).toEqual([]);
  });

  it('gives the newest when there are more than it gives', async () => {
    const count = mostToldChanges + 5;
    const at = (second: number) => new Date(Date.UTC(2026, 10, 23, 0, 0, second)).toISOString();
    await Promise.all(
      Array.from({ length: count }, (_, n) => store.record(aToldChange({ id: `run/${n}`, at: at(n) }))),
    );
    const listed = await store.list('acme/checkout', longAgo);
    expect(listed.map((told) => told.at)).toEqual(
      Array.from({ length: mostToldChanges }, (_, n) => at(count - 1 - n)),
    );
  });

  it('does not let one source hide what another one told', async () => {
    await store.record(aToldChange({ at: '2026-11-22T00:00:00.000Z' }));
    for (const source of ['generic', 'cdevents'] as const) {
      await Promise.all(
        Array.from({ length: mostToldChanges + 1 }, (_, n) =>
          store.record(aToldChange({ source, id: `run/${n}`, at: '2026-11-23T02:00:00.000Z' })),
        ),
      );
    }
    const listed = await store.list('acme/checkout', longAgo);
    expect(listed.filter(({ source }) => source === 'github')).toHaveLength(1);
    expect(listed).toHaveLength(2 * mostToldChanges + 1);
    const fromThen = await store.list('acme/checkout', new Date('2026-11-22T00:00:00.001Z'));
    expect(fromThen).toHaveLength(2 * mostToldChanges);
  });

  it('takes any subject and id', async () => {
    const odd = aToldChange({ subject: '#☃ '.repeat(66), id: '__proto__' });
    await store.record(odd);
    expect(await store.list(odd.subject, longAgo)).toEqual([odd]);
  });
});
