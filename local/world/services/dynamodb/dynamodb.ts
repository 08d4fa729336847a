import type { AwsService } from '../../protocol/aws-service.ts';
import { tableMetrics } from './table-metrics.ts';
import { capacityOfTable, type DynamoDbState, findTable, seedTables } from './table-state.ts';

/** Tables of the services under incident, without their items. What a service can read at once is what its table may. */
export const dynamoDb: AwsService<DynamoDbState> = {
  signingName: 'dynamodb',
  endpointSuffix: 'DYNAMODB',
  seed: seedTables,
  metrics: [tableMetrics],
  capacityAt(state, { table: name, concurrencyPerUnit }, atMs) {
    const found = name === undefined ? undefined : findTable(state, name);
    if (found === undefined) return null;
    const { provisioned } = capacityOfTable(found, atMs);
    return provisioned === null ? Number.MAX_SAFE_INTEGER : provisioned.read * concurrencyPerUnit;
  },
};
