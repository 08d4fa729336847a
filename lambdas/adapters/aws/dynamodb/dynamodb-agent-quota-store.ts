import { WriteConflictError } from '../../../domain/errors.ts';
import type { AgentQuotaStore } from '../../../ports/stores/agent-quota-store.ts';
import { type DynamodbTable, followsOn, readRecord } from './dynamodb-table.ts';
import { agentQuotaKey } from './item-keys.ts';

export function createDynamodbAgentQuotaStore(table: DynamodbTable): AgentQuotaStore {
  return {
    readQuota: (agent) => readRecord(table, agentQuotaKey(agent)),
    async saveQuota(quota) {
      const { agent, version } = quota;
      const item = { ...agentQuotaKey(agent), data: quota, attributes: { version } };
      if (await table.put(item, followsOn(version))) return;
      throw new WriteConflictError(`What ${agent} wrote changed since it was read`);
    },
  };
}
