import { toAttributeValue } from '../../../lambdas/adapters/aws/dynamodb/attribute-value.ts';
import {
  createDynamodbTable,
  type DynamodbTable,
} from '../../../lambdas/adapters/aws/dynamodb/dynamodb-table.ts';
import type { AwsCaller } from '../../../lambdas/ports/aws-caller.ts';
import { startDatabase } from '../../../local/cloud/database.ts';
import { createIncidentTable } from '../../../local/cloud/incident-table.ts';
import { localAwsCaller } from './local-aws.ts';

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
  const aws = localAwsCaller({ DYNAMODB: database.url });
  let tables = 0;
  const newTable = async (caller: AwsCaller) => {
    tables += 1;
    const name = `incidents-${tables}`;
    await createIncidentTable(database.url, name);
    return createDynamodbTable(caller, name);
  };
  return {
    newTable: () => newTable(aws),
    newEarlierTable: () =>
      newTable({ call: (request) => aws.call({ ...request, body: asEarlier(String(request.body)) }) }),
    stop: () => database.stop(),
  };
}

function asEarlier(text: string): string {
  const input: { Item?: Record<string, { S?: string }> } = JSON.parse(text);
  if (input.Item === undefined) return text;
  const { json, body, ...attributes } = input.Item;
  const data: unknown = JSON.parse(json?.S ?? 'null');
  const whole = body?.S === undefined ? data : { ...Object(data), ...JSON.parse(body.S) };
  return JSON.stringify({ ...input, Item: { ...attributes, data: toAttributeValue(whole) } });
}
