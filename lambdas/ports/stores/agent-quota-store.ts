import type { AgentQuota } from '../../domain/records/agent-quota.ts';

/** How often each agent wrote lately. Rejects with DependencyUnavailableError when the table does not answer. */
export interface AgentQuotaStore {
  readQuota(agent: string): Promise<AgentQuota | null>;
  /** Version 1 creates, later ones replace version - 1; else WriteConflictError. */
  saveQuota(quota: AgentQuota): Promise<void>;
}
