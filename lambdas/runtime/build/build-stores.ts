import { createDynamodbAgentQuotaStore } from '../../adapters/aws/dynamodb/dynamodb-agent-quota-store.ts';
import { createDynamodbApprovalStore } from '../../adapters/aws/dynamodb/dynamodb-approval-store.ts';
import { createDynamodbIncidentStore } from '../../adapters/aws/dynamodb/dynamodb-incident-store.ts';
import { createDynamodbKillSwitchStore } from '../../adapters/aws/dynamodb/dynamodb-kill-switch-store.ts';
import { createDynamodbLeaseStore } from '../../adapters/aws/dynamodb/dynamodb-lease-store.ts';
import { createDynamodbNotificationQuotaStore } from '../../adapters/aws/dynamodb/dynamodb-notification-quota-store.ts';
import { createDynamodbPostLogStore } from '../../adapters/aws/dynamodb/dynamodb-post-log-store.ts';
import { createDynamodbPublicStatusStore } from '../../adapters/aws/dynamodb/dynamodb-public-status-store.ts';
import { createDynamodbSignInStore } from '../../adapters/aws/dynamodb/dynamodb-sign-in-store.ts';
import { createDynamodbTable } from '../../adapters/aws/dynamodb/dynamodb-table.ts';
import { createDynamodbUpdateClaimStore } from '../../adapters/aws/dynamodb/dynamodb-update-claim-store.ts';
import { createDynamodbWorkStore } from '../../adapters/aws/dynamodb/dynamodb-work-store.ts';
import type { AgentQuotaStore } from '../../ports/stores/agent-quota-store.ts';
import type { ApprovalStore } from '../../ports/stores/approval-store.ts';
import type { IncidentStore } from '../../ports/stores/incident-store.ts';
import type { KillSwitchStore } from '../../ports/stores/kill-switch-store.ts';
import type { LeaseStore } from '../../ports/stores/lease-store.ts';
import type { NotificationQuotaStore } from '../../ports/stores/notification-quota-store.ts';
import type { PostLogStore } from '../../ports/stores/post-log-store.ts';
import type { PublicStatusStore } from '../../ports/stores/public-status-store.ts';
import type { SignInStore } from '../../ports/stores/sign-in-store.ts';
import type { UpdateClaimStore } from '../../ports/stores/update-claim-store.ts';
import type { WorkStore } from '../../ports/stores/work-store.ts';
import { type Environment, requiredVariable } from '../env/env.ts';
import { buildAwsClients } from './build-services.ts';

export interface Stores {
  readonly incidents: IncidentStore;
  readonly approvals: ApprovalStore;
  readonly leases: LeaseStore;
  readonly killSwitches: KillSwitchStore;
  readonly quotas: NotificationQuotaStore;
  readonly agentQuotas: AgentQuotaStore;
  readonly postLogs: PostLogStore;
  readonly signIns: SignInStore;
  readonly updateClaims: UpdateClaimStore;
  readonly works: WorkStore;
  readonly publicStatuses: PublicStatusStore;
}

/** The stores of one table. */
export function buildStores(env: Environment): Stores {
  const table = createDynamodbTable(buildAwsClients(env), requiredVariable(env, 'TABLE_NAME'));
  return {
    incidents: createDynamodbIncidentStore(table),
    approvals: createDynamodbApprovalStore(table),
    leases: createDynamodbLeaseStore(table),
    killSwitches: createDynamodbKillSwitchStore(table),
    agentQuotas: createDynamodbAgentQuotaStore(table),
    quotas: createDynamodbNotificationQuotaStore(table),
    postLogs: createDynamodbPostLogStore(table),
    signIns: createDynamodbSignInStore(table),
    updateClaims: createDynamodbUpdateClaimStore(table),
    works: createDynamodbWorkStore(table),
    publicStatuses: createDynamodbPublicStatusStore(table),
  };
}
