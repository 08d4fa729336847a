import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createDynamodbIncidentStore } from '../../../lambdas/adapters/aws/dynamodb/dynamodb-incident-store.ts';
import type { Incident } from '../../../lambdas/domain/records/incident.ts';
import type { IncidentStore } from '../../../lambdas/ports/stores/incident-store.ts';
import { createInMemoryIncidentStore } from '../../../local/rehearsal/memory/stores/in-memory-incident-store.ts';
import { aClosedIncident, anIncident } from '../../support/builders/records.ts';
import { type DynamodbServer, startDynamodbServer } from '../../support/servers/dynamodb-server.ts';

type ListQuery = Parameters<IncidentStore['listIncidents']>[0];

let server: DynamodbServer;
beforeAll(async () => {
  server = await startDynamodbServer();
});
afterAll(async () => {
  await server.stop();
});

const implementations = [
  { name: 'in memory', create: async () => createInMemoryIncidentStore() },
  { name: 'on DynamoDB', create: async () => createDynamodbIncidentStore(await server.newTable()) },
];

const nameOf = (n: number) => `inc_${String(n).padStart(3, '0')}`;

/** Sixty incidents, a minute apart: every third closed, every second of the service payments. */
async function fill(store: IncidentStore): Promise<void> {
  for (let n = 0; n < 60; n += 1) {
    const common = {
      id: nameOf(n),
      openedAt: new Date(Date.UTC(2026, 10, 23, 2, n)).toISOString(),
      service: n % 2 === 0 ? 'payments' : 'checkout',
    };
    await store.createIncident(anIncident(common));
    if (n % 3 === 0) await store.saveIncident(aClosedIncident({ ...common, version: 2 }));
    else if (n % 3 === 1)
      await store.saveIncident(anIncident({ ...common, version: 2, status: 'responding' }));
  }
}

async function listAll(store: IncidentStore, query: ListQuery): Promise<readonly Incident[]> {
  const found: Incident[] = [];
  let cursor: string | null = null;
  do {
    const page = await store.listIncidents({ ...query, ...(cursor === null ? {} : { cursor }) });
    expect(page.incidents.length).toBeLessThanOrEqual(query.limit);
    found.push(...page.incidents);
    cursor = page.cursor;
  } while (cursor !== null);
  return found;
}

describe.each(implementations)('the list of incidents $name', ({ create }) => {
  let store: IncidentStore;
  beforeAll(async () => {
    store = await create();
    await fill(store);
  });

  const newestFirst = (keep: (n: number) => boolean) =>
    Array.from({ length: 60 }, (_, n) => 59 - n)
      .filter(keep)
      .map(nameOf);

  it.each<[string, Pick<ListQuery, 'status' | 'service'>, (n: number) => boolean]>([
    ['all', { status: 'all' }, () => true],
    ['open', { status: 'open' }, (n) => n % 3 !== 0],
    ['closed', { status: 'closed' }, (n) => n % 3 === 0],
    ['in one state', { status: 'responding' }, (n) => n % 3 === 1],
    ['of one service', { status: 'all', service: 'payments' }, (n) => n % 2 === 0],
    ['open, of one service', { status: 'open', service: 'payments' }, (n) => n % 2 === 0 && n % 3 !== 0],
    ['closed, of one service', { status: 'closed', service: 'payments' }, (n) => n % 6 === 0],
    ['of a service without any', { status: 'all', service: 'search' }, () => false],
  ])('gives those that are %s, newest first, page by page', async (_, query, keep) => {
    const expected = newestFirst(keep);
    for (const limit of [1, 7, 100]) {
      const found = await listAll(store, { ...query, limit });
      expect(found.map(({ id }) => id)).toEqual(expected);
    }
  });

  it('goes back from an instant, which is left out', async () => {
    const openedBefore = new Date(Date.UTC(2026, 10, 23, 2, 30)).toISOString();
    const found = await listAll(store, { status: 'open', service: 'payments', openedBefore, limit: 4 });
    expect(found.map(({ id }) => id)).toEqual(newestFirst((n) => n < 30 && n % 2 === 0 && n % 3 !== 0));
  });

  it('tells all incidents of a service since an instant, which is included', async () => {
    const since = new Date(Date.UTC(2026, 10, 23, 2, 30)).toISOString();
    expect(await store.listOpenedSince('payments', since)).toEqual(
      newestFirst((n) => n >= 30 && n % 2 === 0),
    );
    expect(await store.listOpenedSince('nobody', since)).toEqual([]);
  });

  it('has no cursor when the last page is exactly full', async () => {
    expect((await store.listIncidents({ status: 'all', limit: 60 })).cursor).toBeNull();
    expect((await store.listIncidents({ status: 'closed', limit: 20 })).cursor).toBeNull();
  });

  it('counts the open ones that were opened after an instant, up to a limit', async () => {
    // Of minutes 31 to 59, twenty are open.
    const since = '2026-11-23T02:30:00.000Z';
    expect(await store.countOpenedSince(since, 100)).toBe(20);
    expect(await store.countOpenedSince(since, 7)).toBe(7);
    expect(await store.countOpenedSince('2026-11-23T02:59:00.000Z', 7)).toBe(0);
  });
});
