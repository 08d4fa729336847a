import { createServer } from 'node:http';
import { DescribeTableCommand, DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { listen, loopbackOf, stop } from '../../../../local/cloud/http/loopback-server.ts';
import { localClient } from '../../../../local/cloud/state/local-account.ts';
import { type Database, startDatabase } from '../../../../local/cloud/storage/database.ts';
import { createIncidentTable } from '../../../../local/cloud/storage/incident-table.ts';

const seen: string[] = [];
const account = createServer((request, response) => {
  seen.push(String(request.headers['x-amz-target']));
  response.setHeader('content-type', 'application/x-amz-json-1.0');
  response.end(JSON.stringify({ Table: { TableName: 'holds', TableStatus: 'ACTIVE' } }));
});
let database: Database;
let client: DynamoDBClient;

beforeEach(async () => {
  seen.length = 0;
  await listen(account, 0);
  database = await startDatabase(undefined, { own: 'ours', url: loopbackOf(account) });
  client = new DynamoDBClient(localClient(database.url));
});
afterEach(async () => {
  client.destroy();
  await database.stop();
  await stop(account);
});

it('passes on what is about a table of the account, and nothing else', async () => {
  await createIncidentTable(database.url, 'ours');
  const ours = await client.send(new DescribeTableCommand({ TableName: 'ours' }));
  expect(ours.Table?.KeySchema).toHaveLength(2);
  expect((await client.send(new ListTablesCommand({}))).TableNames).toEqual(['ours']);
  expect(seen).toEqual([]);

  const theirs = await client.send(new DescribeTableCommand({ TableName: 'holds' }));
  expect(theirs.Table).toEqual({ TableName: 'holds', TableStatus: 'ACTIVE' });
  expect(seen).toEqual(['DynamoDB_20120810.DescribeTable']);
});
