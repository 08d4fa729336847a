import { CreateTableCommand, DynamoDBClient, ResourceInUseException } from '@aws-sdk/client-dynamodb';
import { createTableInput } from '../../lambdas/adapters/aws/table-schema.ts';
import { localClient } from './local-account.ts';

/** Creates the incident table unless it is there. */
export async function createIncidentTable(endpoint: string, tableName: string): Promise<void> {
  const client = new DynamoDBClient(localClient(endpoint));
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
  } finally {
    client.destroy();
  }
}
