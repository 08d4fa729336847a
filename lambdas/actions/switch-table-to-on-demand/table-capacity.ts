import {
  DescribeTableCommand,
  DynamoDBClient,
  type ProvisionedThroughputDescription,
  type TableDescription,
  UpdateTableCommand,
  type UpdateTableCommandInput,
} from '@aws-sdk/client-dynamodb';
import { type AwsClients, awsFaultOf, orOnFault } from '../../ports/aws-clients.ts';
import type { Written } from '../../resources/aws/written.ts';
import type { DynamoDbTableId } from '../../resources/dynamodb-table.ts';
import type { TableCapacity, Units } from './table-contract.ts';

/** Null when there is no such table. https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DescribeTable.html */
export async function readTable(
  aws: AwsClients,
  { table }: DynamoDbTableId,
): Promise<TableDescription | null> {
  const sent = aws.get(DynamoDBClient).send(new DescribeTableCommand({ TableName: table }));
  const found = await orOnFault(sent, ['ResourceNotFoundException'], null);
  return found?.Table ?? null;
}

/** A table that was never on demand has no summary of its billing. */
export function capacityOf({
  BillingModeSummary,
  ProvisionedThroughput,
  GlobalSecondaryIndexes = [],
}: TableDescription): TableCapacity {
  if (BillingModeSummary?.BillingMode === 'PAY_PER_REQUEST') return { mode: 'on-demand' };
  const indexes = GlobalSecondaryIndexes.map((index): [string, Units] => [
    index.IndexName ?? '',
    unitsOf(index.ProvisionedThroughput),
  ]);
  return {
    mode: 'provisioned',
    units: unitsOf(ProvisionedThroughput),
    indexes: Object.fromEntries(indexes),
  };
}

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_UpdateTable.html */
export async function writeCapacity(
  aws: AwsClients,
  { table }: DynamoDbTableId,
  capacity: TableCapacity,
): Promise<Written> {
  try {
    await aws.get(DynamoDBClient, 'once').send(new UpdateTableCommand(updateFor(table, capacity)));
    return 'written';
  } catch (error) {
    const fault = awsFaultOf(error);
    if (fault === 'ResourceInUseException') return { refused: 'it is still being changed' };
    // https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/switching.capacitymode.html
    if (fault === 'LimitExceededException') {
      return { refused: 'it was switched too often: DynamoDB allows four switches to on demand in 24 hours' };
    }
    throw error;
  }
}

/** On the way back every index needs its units too. */
function updateFor(table: string, capacity: TableCapacity): UpdateTableCommandInput {
  if (capacity.mode === 'on-demand') return { TableName: table, BillingMode: 'PAY_PER_REQUEST' };
  const indexes = Object.entries(capacity.indexes).map(([name, units]) => ({
    Update: { IndexName: name, ProvisionedThroughput: throughputOf(units) },
  }));
  return {
    TableName: table,
    BillingMode: 'PROVISIONED',
    ProvisionedThroughput: throughputOf(capacity.units),
    ...(indexes.length === 0 ? {} : { GlobalSecondaryIndexUpdates: indexes }),
  };
}

function throughputOf({ read, write }: Units) {
  return { ReadCapacityUnits: read, WriteCapacityUnits: write };
}

function unitsOf(throughput: ProvisionedThroughputDescription | undefined): Units {
  return { read: throughput?.ReadCapacityUnits ?? 0, write: throughput?.WriteCapacityUnits ?? 0 };
}
