import * as z from 'zod/mini';
import type { ResourceKind } from '../ports/plug-ins/resource-kind.ts';
import { consolePage } from './console-page.ts';
import { namedField } from './named-field.ts';

// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/HowItWorks.NamingRulesDataTypes.html
const schema = z.strictObject({
  table: namedField(/^[A-Za-z0-9_.-]{3,255}$/, 'must be the name of a DynamoDB table, not an ARN'),
});
export type DynamoDbTableId = z.infer<typeof schema>;

export const dynamoDbTable: ResourceKind<DynamoDbTableId, 'table'> = {
  kind: 'dynamodb-table',
  title: 'DynamoDB table',
  schema,
  name: ({ table }) => table,
  key: ({ table }) => `dynamodb-table:${table}`,
  arns: ({ table }) => ({ table: `arn:{partition}:dynamodb:{region}:{account}:table/${table}` }),
  consoleUrl: ({ table }, region) =>
    consolePage(region, '/dynamodbv2/home', `#table?name=${encodeURIComponent(table)}`),
  describe: ({ table }, version) => `DynamoDB table ${table}${version === undefined ? '' : ` (${version})`}`,
};
