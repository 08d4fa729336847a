import { DeleteItemCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { createAwsClients } from '../../../lambdas/adapters/aws/clients/aws-clients.ts';
import { createDynamodbIncidentStore } from '../../../lambdas/adapters/aws/dynamodb/dynamodb-incident-store.ts';
import {
  createDynamodbTable,
  type DynamodbTable,
} from '../../../lambdas/adapters/aws/dynamodb/dynamodb-table.ts';
import type { ItemKey } from '../../../lambdas/adapters/aws/dynamodb/table-item.ts';
import type { Incident } from '../../../lambdas/domain/records/incident.ts';
import type { IncidentStore } from '../../../lambdas/ports/stores/incident-store.ts';
import { resourceNames } from '../../../lib/functions/resource-names.ts';
import { localClient } from '../state/local-account.ts';
import type { StateDirectory } from '../state/state-directory.ts';
import { startDatabase } from '../storage/database.ts';
import { createIncidentTable } from '../storage/incident-table.ts';

export interface KeptTable {
  readonly table: DynamodbTable;
  readonly incidents: IncidentStore;
  /** Deletes one item, whatever it holds. */
  readonly remove: (key: ItemKey) => Promise<void>;
}

/** Opens the table of a state that nobody runs on. */
export async function withKeptTable<Result>(
  state: StateDirectory,
  work: (kept: KeptTable) => Promise<Result>,
): Promise<Result> {
  const name = resourceNames('local').prefix;
  const database = await startDatabase(state.folder('dynamodb'));
  const client = new DynamoDBClient(localClient(database.url));
  try {
    await createIncidentTable(database.url, name);
    const env = {
      AWS_REGION: 'us-east-1',
      AWS_ACCESS_KEY_ID: 'local',
      AWS_SECRET_ACCESS_KEY: 'local',
      AWS_ENDPOINT_URL_DYNAMODB: database.url,
    };
    const table = createDynamodbTable(createAwsClients({ env, attempts: 1 }), name);
    const remove = async ({ pk, sk }: ItemKey): Promise<void> => {
      await client.send(new DeleteItemCommand({ TableName: name, Key: { pk: { S: pk }, sk: { S: sk } } }));
    };
    return await work({ table, incidents: createDynamodbIncidentStore(table), remove });
  } finally {
    client.destroy();
    await database.stop();
  }
}

/** Newest first. */
export async function* keptIncidents(
  incidents: IncidentStore,
  status: 'all' | 'closed',
): AsyncGenerator<Incident> {
  let cursor: string | null = null;
  do {
    const page = await incidents.listIncidents({
      status,
      limit: 100,
      ...(cursor === null ? {} : { cursor }),
    });
    yield* page.incidents;
    cursor = page.cursor;
  } while (cursor !== null);
}
