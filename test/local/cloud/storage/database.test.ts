import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type Database, startDatabase } from '../../../../local/cloud/storage/database.ts';
import { createIncidentTable } from '../../../../local/cloud/storage/incident-table.ts';

const TableName = 'incidents';
const signature =
  'AWS4-HMAC-SHA256 Credential=a/20261123/eu-west-1/dynamodb/aws4_request, SignedHeaders=host, Signature=b';

async function ask(
  { url }: Pick<Database, 'url'>,
  operation: string,
  request: unknown,
  headers: Record<string, string> = {},
): Promise<{ status: number; body: Record<string, unknown> }> {
  const response = await fetch(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-amz-json-1.0',
      'x-amz-target': `DynamoDB_20120810.${operation}`,
      'x-amz-date': '20261123T020000Z',
      authorization: signature,
      ...headers,
    },
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
    ['an operation that is not served', 'TransactWriteItems', {}, {}, 400],
    ['what is no JSON', 'GetItem', '{', {}, 400],
    ['what DynamoDB would not take', 'GetItem', { TableName, Key: { pk: { S: 'a' } } }, {}, 400],
    ['a table that is not there', 'GetItem', { TableName: 'other', Key: key(0) }, {}, 400],
  ])('refuses %s', async (_, operation, request, headers, status) => {
    expect((await ask(database, operation, request, headers)).status).toBe(status);
  });
});
