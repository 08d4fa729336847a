import type { AgentQuota } from '../../../../lambdas/domain/records/agent-quota.ts';
import type { AgentQuotaStore } from '../../../../lambdas/ports/stores/agent-quota-store.ts';
import { saveVersion } from '../save-version.ts';

export function createInMemoryAgentQuotaStore(): AgentQuotaStore {
  const quotas = new Map<string, AgentQuota>();
  return {
    readQuota: async (agent) => quotas.get(agent) ?? null,
    saveQuota: async (quota) =>
      saveVersion(quotas, quota.agent, quota, `What ${quota.agent} wrote changed since it was read`),
  };
}
