import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { toAttributeValue } from '../../../lambdas/adapters/aws/dynamodb/attribute-value.ts';
import {
  createDynamodbTable,
  type DynamodbTable,
} from '../../../lambdas/adapters/aws/dynamodb/dynamodb-table.ts';
import type { AwsClients } from '../../../lambdas/ports/aws-clients.ts';
import { startDatabase } from '../../../local/cloud/storage/database.ts';
import { createIncidentTable } from '../../../local/cloud/storage/incident-table.ts';
import { localAws } from './local-aws.ts';

export interface DynamodbServer {
  /** A table that is empty and used by nobody else. */
  newTable(): Promise<DynamodbTable>;
  /** The same, but what is put there is stored as earlier versions stored it: one map. */
  newEarlierTable(): Promise<DynamodbTable>;
  stop(): Promise<void>;
}

/** DynamoDB's protocol on the loopback, kept in memory. */
export async function startDynamodbServer(): Promise<DynamodbServer> {
  const database = await startDatabase();
  const aws = localAws({ DYNAMODB: database.url });
  const earlier = localAws({ DYNAMODB: database.url });
  earlier
    .get(DynamoDBClient)
    .middlewareStack.add((next) => (args) => next({ ...args, input: asEarlier(args.input) }), {
      name: 'asEarlier',
      step: 'initialize',
    });
  let tables = 0;
  const newTable = async (caller: AwsClients) => {
    tables += 1;
    const name = `incidents-${tables}`;
    await createIncidentTable(database.url, name);
    return createDynamodbTable(caller, name);
  };
  return {
    newTable: () => newTable(aws),
    newEarlierTable: () => newTable(earlier),
    stop: () => database.stop(),
  };
}

function asEarlier<Input extends object>(input: Input): Input {
  if (!('Item' in input)) return input;
  const { json, body, ...attributes } = input.Item as Record<string, { S?: string }>;
  const data: unknown = JSON.parse(json?.S ?? 'null');
  const whole = body?.S === undefined ? data : { ...Object(data), ...JSON.parse(body.S) };
  return { ...input, Item: { ...attributes, data: toAttributeValue(whole) } };
}
