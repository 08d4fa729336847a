import { createDynamodbTable, type DynamodbTable } from '../../lambdas/adapters/aws/dynamodb-table.ts';
import { startDatabase } from '../../local/cloud/database.ts';
import { createIncidentTable } from '../../local/cloud/incident-table.ts';
import { localAwsCaller } from './local-aws.ts';

export interface DynamodbServer {
  /** A table that is empty and used by nobody else. */
  newTable(): Promise<DynamodbTable>;
  stop(): Promise<void>;
}

/** DynamoDB's protocol on the loopback, kept in memory. */
export async function startDynamodbServer(): Promise<DynamodbServer> {
  const database = await startDatabase();
  const aws = localAwsCaller({ DYNAMODB: database.url });
  let tables = 0;
  return {
    async newTable() {
      tables += 1;
      const name = `incidents-${tables}`;
      await createIncidentTable(database.url, name);
      return createDynamodbTable(aws, name);
    },
    stop: () => database.stop(),
  };
}
