import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createAwsClients } from '../../../lambdas/adapters/aws/clients/aws-clients.ts';
import { createConnections } from '../../../lambdas/adapters/aws/clients/connections.ts';
import type { SendRequest } from '../../../lambdas/adapters/aws/clients/send-request.ts';
import { createDynamodbIncidentStore } from '../../../lambdas/adapters/aws/dynamodb/dynamodb-incident-store.ts';
import { createDynamodbTable } from '../../../lambdas/adapters/aws/dynamodb/dynamodb-table.ts';
import {
  ConfigurationError,
  DependencyUnavailableError,
  InvalidInputError,
} from '../../../lambdas/domain/errors.ts';
import type { IncidentStore } from '../../../lambdas/ports/stores/incident-store.ts';
import { type Database, startDatabase } from '../../../local/cloud/storage/database.ts';
import { createIncidentTable } from '../../../local/cloud/storage/incident-table.ts';
import { anIncident, aTimelineEntry, firstIncidentId as id } from '../../support/builders/records.ts';

let database: Database;
beforeAll(async () => {
  database = await startDatabase();
  await createIncidentTable(database.url, 'incidents');
});
afterAll(async () => {
  await database.stop();
});

const connections = createConnections();

interface Network {
  readonly url?: string;
  readonly table?: string;
  readonly send?: SendRequest;
}

function storeOver({ url = database.url, table = 'incidents', send }: Network): IncidentStore {
  const aws = createAwsClients({
    env: {
      AWS_REGION: 'us-east-1',
      AWS_ACCESS_KEY_ID: 'local',
      AWS_SECRET_ACCESS_KEY: 'local',
      AWS_ENDPOINT_URL_DYNAMODB: url,
    },
    random: () => 0,
    ...(send === undefined ? {} : { send }),
  });
  return createDynamodbIncidentStore(createDynamodbTable(aws, table));
}

/** The first request reaches the table, its answer does not come back. */
function losesFirstResponse(): SendRequest {
  let lost = false;
  return async (request, options) => {
    const response = await connections(request, options);
    if (lost) return response;
    lost = true;
    throw Object.assign(new Error('aborted'), { code: 'ECONNRESET' });
  };
}

describe('the incident store on DynamoDB, when things go wrong', () => {
  it('says that the table is not reachable', async () => {
    const store = storeOver({ url: 'http://127.0.0.1:9' });
    await expect(store.readIncident(id)).rejects.toBeInstanceOf(DependencyUnavailableError);
    await expect(store.createIncident(anIncident())).rejects.toBeInstanceOf(DependencyUnavailableError);
  });

  it('says that the table does not exist', async () => {
    await expect(storeOver({ table: 'none' }).readIncident(id)).rejects.toBeInstanceOf(ConfigurationError);
  });

  it('holds what is large and refuses what is too large for an item', async () => {
    const store = storeOver({});
    await store.createIncident(anIncident());
    const large = aTimelineEntry({ id: 'tl_large', text: '☃'.repeat(130_000) });
    await store.appendEntry(id, large);
    expect((await store.readRecord(id))?.entries).toEqual([large]);
    const tooLarge = aTimelineEntry({ id: 'tl_too_large', text: 'x'.repeat(420_000) });
    await expect(store.appendEntry(id, tooLarge)).rejects.toBeInstanceOf(InvalidInputError);
  });

  it('gives a lock to the one who took it, though the answer was lost', async () => {
    const store = storeOver({ send: losesFirstResponse() });
    expect(await store.acquireOpenLock('lost answer', 'inc_a')).toEqual({ holder: 'inc_a', acquired: true });
  });

  it('waits out a throttled table', async () => {
    let throttled = 0;
    const store = storeOver({
      send: async (request, options) => {
        if (throttled === 2) return connections(request, options);
        throttled += 1;
        const fault = 'com.amazonaws.dynamodb.v20120810#ProvisionedThroughputExceededException';
        return { statusCode: 400, headers: {}, body: Buffer.from(JSON.stringify({ __type: fault })) };
      },
    });
    expect(await store.readOpenLock('nobody')).toBeNull();
    expect(throttled).toBe(2);
  });
});
