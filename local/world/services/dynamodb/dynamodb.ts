import { awsJson } from '../../protocol/aws-json.ts';
import type { AwsService } from '../../protocol/aws-service.ts';
import { tableMetrics } from './table-metrics.ts';
import { describeTable, updateTable } from './table-operations.ts';
import { capacityOfTable, type DynamoDbState, findTable, seedTables } from './table-state.ts';

/** Tables of the services under incident, without their items. What a service can read at once is what its table may. */
export const dynamoDb: AwsService<DynamoDbState> = {
  signingName: 'dynamodb',
  endpointSuffix: 'DYNAMODB',
  seed: seedTables,
  protocol: awsJson(
    { target: 'DynamoDB_20120810', version: '1.0', invalid: 'ValidationException' },
    { DescribeTable: describeTable, UpdateTable: updateTable },
  ),
  metrics: [tableMetrics],
  capacityAt(state, { table: name, concurrencyPerUnit }, atMs) {
    const found = name === undefined ? undefined : findTable(state, name);
    if (found === undefined) return null;
    const { provisioned } = capacityOfTable(found, atMs);
    return provisioned === null ? Number.MAX_SAFE_INTEGER : provisioned.read * concurrencyPerUnit;
  },
};
