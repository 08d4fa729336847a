import {
  CreateTableCommand,
  DescribeTableCommand,
  DynamoDBClient,
  ResourceInUseException,
} from '@aws-sdk/client-dynamodb';
import { createTableInput } from '../../../lambdas/adapters/aws/dynamodb/table-schema.ts';
import { localClient } from '../state/local-account.ts';

/** dynalite needs a write for it, which takes no longer than a few requests. */
const MOST_LOOKS = 1000;

/** Creates the incident table unless it is there, and waits until it can be used. */
export async function createIncidentTable(endpoint: string, tableName: string): Promise<void> {
  const client = new DynamoDBClient(localClient(endpoint));
  try {
    await createIfMissing(client, tableName);
    await awaitActive(client, tableName);
  } finally {
    client.destroy();
  }
}

async function createIfMissing(client: DynamoDBClient, tableName: string): Promise<void> {
  const { AttributeDefinitions, KeySchema, GlobalSecondaryIndexes, BillingMode } = createTableInput;
  try {
    await client.send(
      new CreateTableCommand({
        TableName: tableName,
        BillingMode,
        AttributeDefinitions: [...AttributeDefinitions],
        KeySchema: [...KeySchema],
        GlobalSecondaryIndexes: GlobalSecondaryIndexes.map((index) => ({
          ...index,
          KeySchema: [...index.KeySchema],
        })),
      }),
    );
  } catch (error) {
    if (!(error instanceof ResourceInUseException)) throw error;
  }
}

async function awaitActive(client: DynamoDBClient, tableName: string): Promise<void> {
  for (let look = 0; look < MOST_LOOKS; look += 1) {
    const { Table } = await client.send(new DescribeTableCommand({ TableName: tableName }));
    if (Table?.TableStatus === 'ACTIVE') return;
  }
  throw new Error(`The table ${tableName} was left half created; delete the state folder and start again`);
}
