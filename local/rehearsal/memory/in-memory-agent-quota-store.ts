import { WriteConflictError } from '../../../lambdas/domain/errors.ts';
import type { AgentQuota } from '../../../lambdas/domain/records/agent-quota.ts';
import type { AgentQuotaStore } from '../../../lambdas/ports/stores/agent-quota-store.ts';
import { jsonCopy } from './json-copy.ts';

export function createInMemoryAgentQuotaStore(): AgentQuotaStore {
  const quotas = new Map<string, AgentQuota>();
  return {
    readQuota: async (agent) => quotas.get(agent) ?? null,
    saveQuota: async (quota) => {
      if ((quotas.get(quota.agent)?.version ?? 0) !== quota.version - 1) {
        throw new WriteConflictError(`What ${quota.agent} wrote changed since it was read`);
      }
      quotas.set(quota.agent, jsonCopy(quota));
    },
  };
}
