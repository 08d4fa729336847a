import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createDynamodbApprovalStore } from '../../../lambdas/adapters/aws/dynamodb/dynamodb-approval-store.ts';
import { WriteConflictError } from '../../../lambdas/domain/errors.ts';
import type { ApprovalStore } from '../../../lambdas/ports/stores/approval-store.ts';
import { createInMemoryApprovalStore } from '../../../local/rehearsal/memory/stores/in-memory-approval-store.ts';
import { anApproval } from '../../support/builders/records.ts';
import { type DynamodbServer, startDynamodbServer } from '../../support/servers/dynamodb-server.ts';

let server: DynamodbServer;
beforeAll(async () => {
  server = await startDynamodbServer();
});
afterAll(async () => {
  await server.stop();
});

describe.each([
  { name: 'in memory', create: async () => createInMemoryApprovalStore() },
  { name: 'on DynamoDB', create: async () => createDynamodbApprovalStore(await server.newTable()) },
])('the approval store $name', ({ create }) => {
  const { id } = anApproval();
  let store: ApprovalStore;
  beforeEach(async () => {
    store = await create();
  });

  it('creates an approval once', async () => {
    expect(await store.readApproval(id)).toBeNull();
    expect(await store.createApproval(anApproval())).toBe('created');
    expect(await store.createApproval(anApproval({ encryptedToken: 'other' }))).toBe('exists');
    expect(await store.readApproval(id)).toEqual(anApproval());
  });

  it('takes one of many racing decisions', async () => {
    await store.createApproval(anApproval());
    const decisions = Array.from({ length: 50 }, (_, n) =>
      anApproval({ version: 2, state: n % 2 === 0 ? 'approved' : 'rejected', decidedBy: `person ${n}` }),
    );
    const saves = await Promise.allSettled(decisions.map((decision) => store.saveApproval(decision)));
    const winners = decisions.filter((_, n) => saves[n]?.status === 'fulfilled');
    expect(winners).toHaveLength(1);
    expect(await store.readApproval(id)).toEqual(winners[0]);
    for (const save of saves) {
      if (save.status === 'rejected') expect(save.reason).toBeInstanceOf(WriteConflictError);
    }
  });

  it('saves nothing that was not created', async () => {
    await expect(store.saveApproval(anApproval({ version: 2 }))).rejects.toBeInstanceOf(WriteConflictError);
  });
});
