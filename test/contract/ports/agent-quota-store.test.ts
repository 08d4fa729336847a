import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createDynamodbAgentQuotaStore } from '../../../lambdas/adapters/aws/dynamodb/dynamodb-agent-quota-store.ts';
import { WriteConflictError } from '../../../lambdas/domain/errors.ts';
import type { AgentQuota } from '../../../lambdas/domain/records/agent-quota.ts';
import type { AgentQuotaStore } from '../../../lambdas/ports/stores/agent-quota-store.ts';
import { createInMemoryAgentQuotaStore } from '../../../local/rehearsal/memory/stores/in-memory-agent-quota-store.ts';
import { type DynamodbServer, startDynamodbServer } from '../../support/servers/dynamodb-server.ts';

let server: DynamodbServer;
beforeAll(async () => {
  server = await startDynamodbServer();
});
afterAll(async () => {
  await server.stop();
});

function quota(agent: string, version: number): AgentQuota {
  const since = '2026-11-23T02:04:00.000Z';
  return { agent, since, sent: 3, incidents: [{ id: 'inc_1', sent: 3 }], version };
}

describe.each([
  { name: 'in memory', create: async () => createInMemoryAgentQuotaStore() },
  { name: 'on DynamoDB', create: async () => createDynamodbAgentQuotaStore(await server.newTable()) },
])('the store of agent quotas $name', ({ create }) => {
  let store: AgentQuotaStore;
  beforeEach(async () => {
    store = await create();
  });

  it('keeps one for each person', async () => {
    expect(await store.readQuota('helper')).toBeNull();
    await store.saveQuota(quota('helper', 1));
    await store.saveQuota(quota('other', 1));
    await store.saveQuota(quota('helper', 2));
    expect(await store.readQuota('helper')).toEqual(quota('helper', 2));
    expect(await store.readQuota('other')).toEqual(quota('other', 1));
  });

  it('writes only over what was read', async () => {
    await store.saveQuota(quota('helper', 1));
    await expect(store.saveQuota(quota('helper', 1))).rejects.toBeInstanceOf(WriteConflictError);
    await expect(store.saveQuota(quota('helper', 3))).rejects.toBeInstanceOf(WriteConflictError);
  });
});
