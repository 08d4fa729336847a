import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createDynamodbSignInStore } from '../../../lambdas/adapters/aws/dynamodb/dynamodb-sign-in-store.ts';
import type { SignInStore } from '../../../lambdas/ports/stores/sign-in-store.ts';
import { createInMemorySignInStore } from '../../../local/rehearsal/memory/stores/in-memory-sign-in-store.ts';
import { type DynamodbServer, startDynamodbServer } from '../../support/servers/dynamodb-server.ts';

let server: DynamodbServer;
beforeAll(async () => {
  server = await startDynamodbServer();
});
afterAll(async () => {
  await server.stop();
});

const issuer = 'https://login.example.com';

describe.each([
  { name: 'in memory', create: async () => createInMemorySignInStore() },
  { name: 'on DynamoDB', create: async () => createDynamodbSignInStore(await server.newTable()) },
])('the store of sign-ins $name', ({ create }) => {
  let store: SignInStore;
  beforeEach(async () => {
    store = await create();
  });

  it('keeps the last of each person', async () => {
    expect(await store.readSignIn('ana')).toBeNull();
    await store.recordSignIn({ person: 'ana', issuer, at: '2026-11-01T02:00:00.000Z' });
    await store.recordSignIn({ person: 'ben', issuer, at: '2026-11-02T02:00:00.000Z' });
    await store.recordSignIn({ person: 'ana', issuer, at: '2026-11-03T02:00:00.000Z' });
    expect(await store.readSignIn('ana')).toEqual({ person: 'ana', issuer, at: '2026-11-03T02:00:00.000Z' });
    expect((await store.readSignIn('ben'))?.at).toBe('2026-11-02T02:00:00.000Z');
  });
});
