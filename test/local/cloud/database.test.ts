import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import dynalite, { type LevelWrite, type Store } from 'dynalite/db/index.js';
import { type Database, startDatabase } from '../../../local/cloud/database.ts';
import { createIncidentTable } from '../../../local/cloud/incident-table.ts';
import { addFastPaths } from '../../../local/cloud/level-fast-paths.ts';
import { tableOperations } from '../../../local/cloud/table-operations.ts';
import { eventually } from '../../support/servers/eventually.ts';

const TableName = 'incidents';
const signature = 'AWS4-HMAC-SHA256 Credential=a, SignedHeaders=host, Signature=b';

async function ask(
  { url }: Pick<Database, 'url'>,
  operation: string,
  request: unknown,
  headers: Record<string, string> = {},
): Promise<{ status: number; body: Record<string, unknown> }> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'x-amz-target': `DynamoDB_20120810.${operation}`, authorization: signature, ...headers },
    body: typeof request === 'string' ? request : JSON.stringify(request),
  });
  return { status: response.status, body: JSON.parse(await response.text()) };
}

const key = (n: number) => ({ pk: { S: 'INC#1' }, sk: { S: `TL#${String(n).padStart(4, '0')}` } });
const entry = (n: number) => ({ ...key(n), data: { M: { text: { S: 'x'.repeat(200) } } } });
const openIncident = {
  ...key(0),
  openness: { S: 'open' },
  service: { S: 'checkout' },
  openedKey: { S: '2026-11-23' },
};
const ofIncident = {
  TableName,
  KeyConditionExpression: 'pk = :pk',
  ExpressionAttributeValues: { ':pk': { S: 'INC#1' } },
};
const ofStatus = {
  TableName,
  IndexName: 'byStatus',
  KeyConditionExpression: 'openness = :open',
  ExpressionAttributeValues: { ':open': { S: 'open' } },
};

describe('the local DynamoDB', () => {
  let folder: string;
  let database: Database;
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'firebreak-database-'));
    database = await startDatabase(join(folder, 'files'));
    await createIncidentTable(database.url, TableName);
  });
  afterEach(async () => {
    await database.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  it('has on disk what it has answered, with its index entries', async () => {
    await ask(database, 'PutItem', { TableName, Item: openIncident });
    // What a killed process leaves: its files as they are.
    cpSync(join(folder, 'files'), join(folder, 'left'), { recursive: true });
    const next = await startDatabase(join(folder, 'left'));
    const found = await ask(next, 'GetItem', { TableName, Key: key(0) });
    const listed = await ask(next, 'Query', ofStatus);
    await next.stop();
    expect(found.body).toEqual({ Item: openIncident });
    expect(listed.body).toMatchObject({ Count: 1 });
  });

  it('gives a range in order, up to a limit or a page of 1 MB, and goes on from there', async () => {
    for (let n = 0; n < 5; n += 1) await ask(database, 'PutItem', { TableName, Item: entry(n) });
    const first = await ask(database, 'Query', { ...ofIncident, Limit: 2 });
    const rest = await ask(database, 'Query', { ...ofIncident, ExclusiveStartKey: key(1) });
    expect(first.body).toMatchObject({ Items: [entry(0), entry(1)], LastEvaluatedKey: key(1) });
    expect(rest.body).toEqual({ Count: 3, ScannedCount: 3, Items: [entry(2), entry(3), entry(4)] });

    const large = (n: number) => ({ ...key(n), data: { S: 'x'.repeat(300_000) } });
    for (let n = 0; n < 5; n += 1) await ask(database, 'PutItem', { TableName, Item: large(n) });
    const page = await ask(database, 'Query', ofIncident);
    expect(page.body).toMatchObject({ Count: 4, LastEvaluatedKey: key(3) });
    expect(
      (await ask(database, 'Query', { ...ofIncident, ScanIndexForward: false, Limit: 1 })).body,
    ).toMatchObject({
      Items: [large(4)],
    });
  });

  it('lets one of many that write under the same condition win', async () => {
    const once = { TableName, Item: entry(0), ConditionExpression: 'attribute_not_exists(pk)' };
    const responses = await Promise.all(Array.from({ length: 20 }, () => ask(database, 'PutItem', once)));
    expect(responses.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(responses.find(({ status }) => status === 400)?.body['__type']).toContain(
      'ConditionalCheckFailedException',
    );
  });

  it.each([
    ['a site elsewhere', 'GetItem', {}, { origin: 'https://attacker.example' }, 403],
    ['a request that is not signed', 'GetItem', {}, { authorization: '' }, 400],
    ['an operation that is not served', 'DeleteTable', { TableName }, {}, 400],
    ['what is no JSON', 'GetItem', '{', {}, 400],
    ['what DynamoDB would not take', 'GetItem', { TableName, Key: { pk: { S: 'a' } } }, {}, 400],
    ['a table that is not there', 'GetItem', { TableName: 'other', Key: key(0) }, {}, 400],
  ])('refuses %s', async (_, operation, request, headers, status) => {
    expect((await ask(database, operation, request, headers)).status).toBe(status);
  });
});

/** These notice when another version of dynalite goes ways of its own again. */
describe('the ways to LevelDB', () => {
  let store: Store;
  let batches: (readonly LevelWrite[])[];
  let reads: number;
  let trips: number;
  let folder: string;
  const perform = (operation: string, request: unknown) =>
    tableOperations(store).get(operation)?.(JSON.stringify(request));

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'firebreak-database-'));
    store = dynalite.create({ createTableMs: 0, path: folder });
    await store.db.open();
    addFastPaths(store.db);
    await perform('CreateTable', {
      TableName,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: ['pk', 'sk', 'openness', 'openedKey'].map((AttributeName) => ({
        AttributeName,
        AttributeType: 'S',
      })),
      KeySchema: [
        { AttributeName: 'pk', KeyType: 'HASH' },
        { AttributeName: 'sk', KeyType: 'RANGE' },
      ],
      GlobalSecondaryIndexes: [
        {
          IndexName: 'byStatus',
          KeySchema: [
            { AttributeName: 'openness', KeyType: 'HASH' },
            { AttributeName: 'openedKey', KeyType: 'RANGE' },
          ],
          Projection: { ProjectionType: 'KEYS_ONLY' },
        },
      ],
    });
    await eventually('a table that can be used', async () =>
      JSON.stringify(await perform('DescribeTable', { TableName })).includes('"TableStatus":"ACTIVE"'),
    );
    [batches, reads, trips] = [[], 0, 0];
    const { db } = store;
    const [batch, getSync, values] = [db.batch.bind(db), db.getSync.bind(db), db.values.bind(db)];
    db.batch = (writes) => {
      batches.push(writes);
      return batch(writes);
    };
    db.getSync = (name) => {
      reads += 1;
      return getSync(name);
    };
    db.values = (range) => {
      const iterator = values(range);
      const nextv = iterator.nextv.bind(iterator);
      iterator.nextv = async (size) => {
        const read = await nextv(size);
        // The end is known by then, without a trip.
        if (read.length > 0) trips += 1;
        return read;
      };
      return iterator;
    };
  });
  afterEach(async () => {
    await store.db.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('write an item and its index entries in one batch', async () => {
    await perform('PutItem', { TableName, Item: openIncident });
    await perform('DeleteItem', { TableName, Key: key(0) });
    expect(batches.map((batch) => batch.map(({ type }) => type))).toEqual([
      ['put', 'put'],
      ['del', 'del'],
    ]);
  });

  it('answer a write once it is written, and not when it could not be', async () => {
    const broken = new Error('No space left on device');
    store.db.batch = () => Promise.reject(broken);
    await expect(perform('PutItem', { TableName, Item: entry(0) })).rejects.toBe(broken);
    store.db.batch = () => new Promise(() => {});
    const waiting = Symbol('waiting');
    const putting = perform('PutItem', { TableName, Item: entry(1) });
    expect(await Promise.race([putting, new Promise((resolve) => setTimeout(resolve, 20, waiting))])).toBe(
      waiting,
    );
  });

  it('read an item at once and a range in one trip', async () => {
    for (let n = 0; n < 100; n += 1) await perform('PutItem', { TableName, Item: entry(n) });
    reads = 0;
    expect(await perform('GetItem', { TableName, Key: key(1) })).toEqual({ Item: entry(1) });
    // The table's description, and the item.
    expect(reads).toBe(2);
    expect(await perform('Query', ofIncident)).toMatchObject({ Count: 100 });
    expect([reads, trips]).toEqual([3, 1]);
  });
});
