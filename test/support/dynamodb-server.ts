import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { createDynamodbTable, type DynamodbTable } from '../../lambdas/adapters/aws/dynamodb-table.ts';
import { createTableInput } from '../../lambdas/adapters/aws/table-schema.ts';
import { startDatabase } from '../../local/cloud/database.ts';

export interface DynamodbServer {
  readonly client: DynamoDBClient;
  /** A table that is empty and used by nobody else. */
  newTable(): Promise<DynamodbTable>;
  stop(): Promise<void>;
}

/** DynamoDB's protocol on the loopback, kept in memory. */
export async function startDynamodbServer(): Promise<DynamodbServer> {
  const database = await startDatabase();
  const client = new DynamoDBClient({
    endpoint: database.url,
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
  let tables = 0;
  return {
    client,
    async newTable() {
      tables += 1;
      const TableName = `incidents-${tables}`;
      await client.send(
        new CreateTableCommand({
          ...createTableInput,
          AttributeDefinitions: [...createTableInput.AttributeDefinitions],
          GlobalSecondaryIndexes: [...createTableInput.GlobalSecondaryIndexes],
          TableName,
        }),
      );
      return createDynamodbTable(client, TableName);
    },
    async stop() {
      client.destroy();
      await database.stop();
    },
  };
}
