import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createDynamodbReportedChangeStore } from '../../../lambdas/adapters/aws/dynamodb/dynamodb-reported-change-store.ts';
import {
  mostReportedChanges,
  type ReportedChangeStore,
} from '../../../lambdas/ports/stores/reported-change-store.ts';
import { createInMemoryReportedChangeStore } from '../../../local/rehearsal/memory/stores/in-memory-reported-change-store.ts';
import { aReportedChange } from '../../support/builders/reported-changes.ts';
import { type DynamodbServer, startDynamodbServer } from '../../support/servers/dynamodb-server.ts';

let server: DynamodbServer;
beforeAll(async () => {
  server = await startDynamodbServer();
});
afterAll(async () => {
  await server.stop();
});

const longAgo = new Date('2026-11-01T00:00:00.000Z');

describe.each([
  { name: 'in memory', create: async () => createInMemoryReportedChangeStore() },
  { name: 'on DynamoDB', create: async () => createDynamodbReportedChangeStore(await server.newTable()) },
])('the store of reported changes $name', ({ create }) => {
  let store: ReportedChangeStore;
  beforeEach(async () => {
    store = await create();
  });

  it('gives back what was reported, newest first', async () => {
    const first = aReportedChange({ at: '2026-11-23T01:00:00.000Z', id: 'run/1' });
    const second = aReportedChange({ at: '2026-11-23T02:00:00.000Z', id: 'run/2' });
    await store.record(second);
    await store.record(first);
    expect(await store.list('acme/checkout', longAgo)).toEqual([second, first]);
  });

  it('keeps a message once, however often it is reported', async () => {
    await Promise.all(Array.from({ length: 5 }, () => store.record(aReportedChange())));
    await store.record(aReportedChange({ summary: 'reported otherwise later' }));
    expect(await store.list('acme/checkout', longAgo)).toEqual([aReportedChange()]);
  });

  it('keeps every state of one change', async () => {
    await store.record(aReportedChange({ state: 'started' }));
    await store.record(aReportedChange({ state: 'succeeded' }));
    expect(await store.list('acme/checkout', longAgo)).toHaveLength(2);
  });

  it('keeps subjects apart', async () => {
    await store.record(aReportedChange());
    expect(await store.list('acme/search', longAgo)).toEqual([]);
    expect(await store.list('acme', longAgo)).toEqual([]);
  });

  it('gives back what every source reported at one instant of one change', async () => {
    await store.record(aReportedChange());
    await store.record(aReportedChange({ source: 'generic' }));
    const sources = (await store.list('acme/checkout', longAgo)).map(({ source }) => source);
    expect(sources.toSorted()).toEqual(['generic', 'github']);
  });

  it('leaves out what is older than asked for, to the millisecond', async () => {
    await store.record(aReportedChange());
    const { at } = aReportedChange();
    expect(await store.list('acme/checkout', new Date(at))).toHaveLength(1);
    expect(await store.list('acme/checkout', new Date(Date.parse(at) + 1))).toEqual([]);
  });

  it('gives the newest when there are more than it gives', async () => {
    const count = mostReportedChanges + 5;
    const at = (second: number) => new Date(Date.UTC(2026, 10, 23, 0, 0, second)).toISOString();
    await Promise.all(
      Array.from({ length: count }, (_, n) => store.record(aReportedChange({ id: `run/${n}`, at: at(n) }))),
    );
    const listed = await store.list('acme/checkout', longAgo);
    expect(listed.map(({ at: time }) => time)).toEqual(
      Array.from({ length: mostReportedChanges }, (_, n) => at(count - 1 - n)),
    );
  });

  it('does not let one source hide what another one reported', async () => {
    await store.record(aReportedChange({ at: '2026-11-22T00:00:00.000Z' }));
    for (const source of ['generic', 'cdevents'] as const) {
      await Promise.all(
        Array.from({ length: mostReportedChanges + 1 }, (_, n) =>
          store.record(aReportedChange({ source, id: `run/${n}`, at: '2026-11-23T02:00:00.000Z' })),
        ),
      );
    }
    const listed = await store.list('acme/checkout', longAgo);
    expect(listed.filter(({ source }) => source === 'github')).toHaveLength(1);
    expect(listed).toHaveLength(2 * mostReportedChanges + 1);
    const fromThen = await store.list('acme/checkout', new Date('2026-11-22T00:00:00.001Z'));
    expect(fromThen).toHaveLength(2 * mostReportedChanges);
  });

  it('takes any subject and id', async () => {
    const odd = aReportedChange({ subject: '#☃ '.repeat(66), id: '__proto__' });
    await store.record(odd);
    expect(await store.list(odd.subject, longAgo)).toEqual([odd]);
  });
});
