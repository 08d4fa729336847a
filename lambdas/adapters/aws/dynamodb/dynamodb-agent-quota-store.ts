import type { AgentQuotaStore } from '../../../ports/stores/agent-quota-store.ts';
import { type DynamodbTable, readRecord, saveVersion } from './dynamodb-table.ts';
import { agentQuotaKey } from './item-keys.ts';

export function createDynamodbAgentQuotaStore(table: DynamodbTable): AgentQuotaStore {
  return {
    readQuota: (agent) => readRecord(table, agentQuotaKey(agent)),
    saveQuota: async (quota) =>
      await saveVersion(
        table,
        { ...agentQuotaKey(quota.agent), data: quota },
        `What ${quota.agent} wrote changed since it was read`,
      ),
  };
}
