import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { createDynamodbApprovalStore } from '../adapters/aws/dynamodb-approval-store.ts';
import { createDynamodbIncidentStore } from '../adapters/aws/dynamodb-incident-store.ts';
import { createDynamodbLeaseStore } from '../adapters/aws/dynamodb-lease-store.ts';
import { createDynamodbTable } from '../adapters/aws/dynamodb-table.ts';
import type { ApprovalStore } from '../ports/approval-store.ts';
import type { IncidentStore } from '../ports/incident-store.ts';
import type { LeaseStore } from '../ports/lease-store.ts';
import { type Environment, requiredVariable } from './env.ts';
import { sdkDefaults } from './sdk-defaults.ts';

export interface Stores {
  readonly incidents: IncidentStore;
  readonly approvals: ApprovalStore;
  readonly leases: LeaseStore;
}

/** The stores of one table, on one client. */
export function buildStores(env: Environment): Stores {
  const table = createDynamodbTable(new DynamoDBClient(sdkDefaults), requiredVariable(env, 'TABLE_NAME'));
  return {
    incidents: createDynamodbIncidentStore(table),
    approvals: createDynamodbApprovalStore(table),
    leases: createDynamodbLeaseStore(table),
  };
}
